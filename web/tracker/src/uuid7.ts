/** A UUID of version 7: 48 bits of time in milliseconds, the rest random. */
export function uuid7(now: number, fill: (bytes: Uint8Array) => void): string {
  const bytes = new Uint8Array(16);
  fill(bytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, now / 2 ** 32);
  view.setUint32(2, now % 2 ** 32);
  bytes[6] = 0x70 | (view.getUint8(6) & 15);
  bytes[8] = 0x80 | (view.getUint8(8) & 63);
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
