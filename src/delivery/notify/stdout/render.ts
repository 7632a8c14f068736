export { jsonLine as render } from '../json-body.ts';
