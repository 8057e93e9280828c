/** What may stand in a table's field; null: nothing. Numbers are written so that they read back as the same bits. */
export type CsvValue = string | number | null;

/** A row of CSV with its line end (RFC 4180). */
export const csvRow = (values: readonly CsvValue[]): string => `${values.map(field).join(',')}\r\n`;

function field(value: CsvValue): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
