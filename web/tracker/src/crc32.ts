let table: Uint32Array | undefined;

/** CRC-32 as in zlib. */
export function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) {
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return value;
  });
  let crc = ~0;
  for (const byte of bytes) {
    crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] as number);
  }
  return ~crc >>> 0;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
