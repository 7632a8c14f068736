import type {
  Cast,
  CurrentTime,
  Extract,
  Grouping,
  IntervalLiteral,
  Position,
  Trim,
} from '../ast.ts';
import { type Doc, group } from './doc.ts';
import { BINDS } from './precedence.ts';
import { enclosed, expressions, type Printer, text } from './printer.ts';
import { typeName } from './types.ts';

export function cast(printer: Printer, node: Cast): Doc {
  const open = node.isTry ? 'TRY_CAST(' : 'CAST(';
  return enclosed(open, [printer.expression(node.value), ` AS ${typeName(node.type)}`], ')');
}

export function extract(printer: Printer, node: Extract): Doc {
  const unit = node.unit.toUpperCase();
  return [`EXTRACT(${unit} FROM `, printer.expression(node.value, BINDS.concat), ')'];
}

export function trim(printer: Printer, node: Trim): Doc {
  const value = printer.expression(node.value, BINDS.concat);
  const side = node.side === 'both' ? '' : `${node.side.toUpperCase()} `;
  if (!node.characters) return ['TRIM(', side && `${side}FROM `, value, ')'];
  const characters = printer.expression(node.characters, BINDS.concat);
  return group(['TRIM(', side, characters, ' FROM ', value, ')']);
}

export function position(printer: Printer, node: Position): Doc {
  const needle = printer.expression(node.needle, BINDS.concat);
  return ['POSITION(', needle, ' IN ', printer.expression(node.value, BINDS.concat), ')'];
}

export function grouping(printer: Printer, node: Grouping): Doc {
  return enclosed('GROUPING(', expressions(printer, node.columns), ')');
}

export function current({ name, precision }: CurrentTime): string {
  return name.toUpperCase() + (precision === undefined ? '' : `(${precision})`);
}

export function interval({ negative, value, from, to }: IntervalLiteral): string {
  const unit = from.toUpperCase() + (to ? ` TO ${to.toUpperCase()}` : '');
  return `INTERVAL ${negative ? '-' : ''}${text(value)} ${unit}`;
}
