import { bundle } from "../scripts/bundle.mjs";

await bundle({
  outdir: "dist",
  files: [
    { in: "src/console.ts", out: "console.js" },
    { in: "src/console.css", out: "console.css" },
  ],
});
