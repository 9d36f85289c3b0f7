/** Something on the shelf; `drawing` is the inside of a 96 by 96 SVG. */
export interface Good {
  readonly sku: string;
  readonly name: string;
  readonly about: string;
  readonly cents: number;
  readonly drawing: string;
}

export const GOODS: readonly Good[] = [
  {
    sku: "cleat",
    name: "Horn cleat",
    about: "Bronze, 150 mm. Two turns and a hitch.",
    cents: 2_450,
    drawing: '<path d="M12 40c16-8 24-4 36-4s20-4 36 4c-8 6-20 6-24 8l4 20H32l4-20c-4-2-16-2-24-8z"/><path d="M26 68h44"/>',
  },
  {
    sku: "shackle",
    name: "Bow shackle",
    about: "Stainless, 10 mm pin, 2 t working load.",
    cents: 1_190,
    drawing: '<path d="M34 66V54c-10-6-12-14-12-20 0-14 12-22 26-22s26 8 26 22c0 6-2 14-12 20v12"/><path d="M24 72h52M34 66v12M62 66v12"/>',
  },
  {
    sku: "warp",
    name: "Mooring warp",
    about: "Polyester, 12 m, spliced eye.",
    cents: 4_900,
    drawing: '<ellipse cx="48" cy="56" rx="32" ry="18"/><ellipse cx="48" cy="50" rx="32" ry="18"/><ellipse cx="48" cy="44" rx="32" ry="18"/><ellipse cx="48" cy="44" rx="14" ry="7"/><path d="M78 50c6 10 8 18 4 28"/>',
  },
  {
    sku: "block",
    name: "Snatch block",
    about: "Ash cheeks, bronze sheave. Opens at the side.",
    cents: 7_800,
    drawing: '<path d="M48 10v10M40 20h16"/><path d="M48 20c16 0 22 14 22 28S62 80 48 80 26 62 26 48s6-28 22-28z"/><circle cx="48" cy="48" r="13"/><circle cx="48" cy="48" r="3"/>',
  },
  {
    sku: "lantern",
    name: "Anchor lantern",
    about: "Galvanised, all-round white, two nights on one fill.",
    cents: 6_350,
    drawing: '<path d="M34 26h28M38 26c0-12 20-12 20 0M30 36h36l-4 36H34zM28 36h40M32 72h32v8H32z"/><path d="M48 46c6 6 6 10 0 16-6-6-6-10 0-16z"/>',
  },
  {
    sku: "anchor",
    name: "Kedge anchor",
    about: "Forged, 9 kg. Bites in sand, folds flat.",
    cents: 12_900,
    drawing: '<circle cx="48" cy="18" r="7"/><path d="M48 25v56M34 36h28M18 56c2 16 14 25 30 25s28-9 30-25M18 56l-6 8M18 56l8 6M78 56l6 8M78 56l-8 6"/>',
  },
];

/** 2450 is "24.50". */
export function price(cents: number): string {
  return `€ ${(cents / 100).toFixed(2)}`;
}
