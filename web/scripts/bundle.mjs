// The one way a package of this workspace becomes files the server serves: bundled, minified, the content's hash in
// the file name, and a manifest.json naming the current files. A size over its limit fails the build.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * @param {object} pack
 * @param {string} pack.outdir emptied first
 * @param {{ in: string, out: string, format?: "iife" | "esm", globalName?: string, gzipMax?: number }[]} pack.files
 *   `out` is the plain name (`holdfast.js`); it is written as `holdfast-<hash>.js`
 * @returns {Promise<Record<string, string>>} the manifest: plain name to hashed name
 */
export async function bundle({ outdir, files }) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const manifest = {};
  for (const file of files) {
    const bytes = await compile(file);
    manifest[file.out] = hashedName(file.out, bytes);
    await writeFile(join(outdir, manifest[file.out]), bytes);
    weigh(file, bytes);
  }
  await writeFile(join(outdir, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
  return manifest;
}

export async function compile(file) {
  const result = await build({
    entryPoints: [file.in],
    bundle: true,
    minify: true,
    write: false,
    target: ["chrome100", "firefox100", "safari15"],
    format: file.format ?? "iife",
    ...(file.globalName ? { globalName: file.globalName } : {}),
    legalComments: "none",
    define: file.define ?? {},
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}

function hashedName(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const extension = extname(name);
  return `${basename(name, extension)}-${hash}${extension}`;
}

function weigh(file, bytes) {
  const gzip = gzipSync(bytes, { level: 9 }).length;
  console.log(`${file.out}: ${bytes.length} B, ${gzip} B gzip${file.gzipMax ? ` (limit ${file.gzipMax} B)` : ""}`);
  if (file.gzipMax && gzip > file.gzipMax) {
    throw new Error(`${file.out} weighs ${gzip} B gzip, ${gzip - file.gzipMax} B over its limit of ${file.gzipMax} B`);
  }
}
