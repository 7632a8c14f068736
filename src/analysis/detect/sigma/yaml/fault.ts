/** Why a document cannot be used, in plain words, and the line of what is wrong; caught once a document. */
export class Fault extends Error {
  readonly line: number | undefined;

  constructor(reason: string, line?: number) {
    super(reason);
    this.name = 'Fault';
    this.line = line;
  }
}
