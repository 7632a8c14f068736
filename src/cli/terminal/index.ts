export { cutTo, widthOf } from './cells.ts';
export { drawChart } from './chart.ts';
export { interruptSignal } from './interrupt.ts';
export { Progress } from './progress.ts';
export {
  headLines,
  layoutTable,
  renderTable,
  rowLine,
  type TableColumn,
  type TableLayout,
} from './table.ts';
export { type Output, openTerminal, type Streams, type Terminal } from './terminal.ts';
export { hangText } from './wrap.ts';
