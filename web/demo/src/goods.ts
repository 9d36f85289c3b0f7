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
    drawing: '<path d="M31 72V61C18 53 13 43 13 34 13 18 28 8 48 8s35 10 35 26c0 9-5 19-18 27v11"/><path d="M41 72V56C29 50 24 42 24 34c0-10 10-16 24-16s24 6 24 16c0 8-5 16-17 22v16"/><circle cx="36" cy="79" r="8"/><circle cx="60" cy="79" r="8"/><path d="M20 79h8M44 79h8M68 79h10M78 73v12"/>',
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
    drawing: '<path d="M48 26v-6c8 0 10-12 0-12-5 0-8 3-8 7"/><rect x="27" y="26" width="42" height="44" rx="21"/><circle cx="48" cy="47" r="14"/><circle cx="48" cy="47" r="3"/><path d="M34 50v40M62 50v40M40 70h16"/>',
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
