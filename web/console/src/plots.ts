// Rates and lag over the last minutes. The server keeps the samples, so a reload shows the same past.
import uPlot from "uplot";

/** One second: time (s), accepted per second, drained per second, age of the oldest waiting item (s). */
export type Sample = readonly [number, number, number, number];

const SAMPLES_MAX = 900;
const WINDOW_SECONDS_MIN = 120;

interface Line {
  readonly label: string;
  readonly column: 1 | 2 | 3;
  readonly colour: string;
}

export class Plots {
  #samples: Sample[] = [];
  readonly #plots: readonly Plot[];

  constructor() {
    this.#plots = [
      plot("rates", [
        { label: "accepted", column: 1, colour: "--in" },
        { label: "drained", column: 2, colour: "--out" },
      ]),
      plot("lag", [{ label: "seconds", column: 3, colour: "--lag" }]),
    ].filter((one) => one !== null);
  }

  replace(samples: readonly Sample[]): void {
    this.#samples = samples.slice(-SAMPLES_MAX);
    this.#draw();
  }

  add(sample: Sample): void {
    const last = this.#samples.at(-1);
    if (last && sample[0] <= last[0]) {
      return;
    }
    this.#samples.push(sample);
    this.#samples.splice(0, this.#samples.length - SAMPLES_MAX);
    this.#draw();
  }

  #draw(): void {
    for (const one of this.#plots) {
      one.draw(this.#samples);
    }
  }
}

class Plot {
  readonly #canvas: HTMLElement;
  readonly #lines: readonly Line[];
  #chart: uPlot;

  constructor(canvas: HTMLElement, lines: readonly Line[]) {
    this.#canvas = canvas;
    this.#lines = lines;
    this.#chart = this.#create();
    new ResizeObserver(() => this.#chart.setSize(this.#size())).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#restyle());
  }

  draw(samples: readonly Sample[]): void {
    const columns = [0, ...this.#lines.map((line) => line.column)] as const;
    const data = columns.map((column) => samples.map((sample) => sample[column]));
    this.#chart.setData(data as unknown as uPlot.AlignedData);
  }

  #restyle(): void {
    const data = this.#chart.data;
    this.#chart.destroy();
    this.#chart = this.#create();
    this.#chart.setData(data);
  }

  #create(): uPlot {
    const style = getComputedStyle(this.#canvas);
    const colour = (name: string): string => resolved(this.#canvas, name);
    const axis: uPlot.Axis = {
      stroke: colour("--soft"),
      font: `11px ${style.getPropertyValue("--text") || "sans-serif"}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
    };
    const options: uPlot.Options = {
      ...this.#size(),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      padding: [8, 18, 0, 0],
      scales: {
        x: { time: true, range: (_u, min, max) => [Math.min(min, max - WINDOW_SECONDS_MIN), max] },
        // Never a flat line glued to the frame: at least one unit of height, always from 0.
        y: { range: (_u, _min, max) => [0, Math.max(1, max * 1.1)] },
      },
      axes: [
        { ...axis, values: clock, space: 90, size: 26 },
        { ...axis, size: 46, space: 36, values: (_u, ticks) => ticks.map(short) },
      ],
      series: [
        {},
        ...this.#lines.map((line): uPlot.Series => ({
          label: line.label,
          stroke: colour(line.colour),
          width: 1.5,
          points: { show: false },
        })),
      ],
      hooks: { setCursor: [(chart) => this.#read(chart)] },
    };
    const empty = [[], ...this.#lines.map(() => [])] as unknown as uPlot.AlignedData;
    return new uPlot(options, empty, this.#canvas);
  }

  /** What stands under the cursor, in the key beside the title. */
  #read(chart: uPlot): void {
    const at = chart.cursor.idx;
    this.#lines.forEach((line, i) => {
      const place = this.#canvas.parentElement?.querySelector<HTMLElement>(`[data-read="${line.label}"]`);
      const value = at == null ? null : chart.data[i + 1]?.[at];
      if (place) {
        place.textContent = value == null ? "" : ` ${short(value)}`;
      }
    });
  }

  #size(): { width: number; height: number } {
    return { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
  }
}

function plot(name: string, lines: readonly Line[]): Plot | null {
  const canvas = document.querySelector<HTMLElement>(`[data-plot="${name}"] .canvas`);
  return canvas && new Plot(canvas, lines);
}

/** A canvas knows nothing of light-dark(): let an element resolve the token. */
function resolved(canvas: HTMLElement, token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  canvas.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function clock(_chart: uPlot, ticks: readonly number[]): string[] {
  return ticks.map((tick) => time.format(tick * 1_000));
}

function short(value: number): string {
  if (value >= 1_000_000) {
    return `${+(value / 1_000_000).toFixed(1)}M`;
  }
  return value >= 1_000 ? `${+(value / 1_000).toFixed(1)}k` : `${+value.toFixed(1)}`;
}
