/** A link that no setup can be read from. `field`: the part at fault, where there is one. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code: 'notALink' | 'tooLong' | 'newer' | 'damaged' | 'badValue' | 'needsFile';
  readonly field: string | null;
  constructor(code: LinkError['code'], message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
