import encodeQR from 'qr';

/** Light modules around the code, without which cameras do not find it. */
const border = 4;

/** A QR code as a path of one square for each dark module; null: the text is too long for any code. */
export function qrPath(text: string): { readonly size: number; readonly path: string } | null {
  try {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border });
    const path = rows.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
    );
    return { size: rows.length, path: path.join('') };
  } catch {
    return null;
  }
}
