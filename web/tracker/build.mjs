import { bundle } from "../scripts/bundle.mjs";

await bundle({
  outdir: "dist",
  files: [{ in: "src/browser.ts", out: "holdfast.js", gzipMax: 4096 }],
});
