// `npm ci`, but only when node_modules is not what the lockfile says.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const lock = join(web, "package-lock.json");
const installed = join(web, "node_modules", ".installed-lock.json");

if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(lock))) {
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: web, stdio: "inherit" });
  if (npm.status !== 0) {
    console.error(`npm ci failed in ${web}; the browser side cannot be built without its development packages`);
    process.exit(npm.status ?? 1);
  }
  copyFileSync(lock, installed);
}
