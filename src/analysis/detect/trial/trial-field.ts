import { tree as t } from '../../../query/sql/index.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import { type FieldTable, jsonField, textField } from '../compile/field.ts';
import { CALLS_FIELDS } from '../compile/own-fields.ts';

/** The fields of rules, with what attribution would say taken from a record's own key `trailglass`. */
export const trialField: FieldTable = (name) => {
  if (!CALLS_FIELDS.has(name)) return cloudtrailField(name);
  const said = jsonField(t.path('unknown'), `trailglass.${name}`, true).one;
  return textField(t.call('coalesce', said, cloudtrailField(name).one));
};
