// The console's pages come from the server complete; this module keeps the first one live.
import { showParts, type Part } from "./parts.js";
import { PictureView, type Picture } from "./picture.js";
import { Plots, type Sample } from "./plots.js";
import { RecentList, type RecentEvent } from "./recent.js";
import { LiveStream, type Pulse } from "./stream.js";

/** What the server sends each second. */
interface Beat {
  readonly picture: Picture;
  readonly parts: readonly Part[];
  readonly sample: Sample;
  readonly drainedThrough: number;
}

function live(): void {
  const view = new PictureView();
  const plots = new Plots();
  const recent = new RecentList();
  const show = (beat: Beat): void => {
    view.show(beat.picture);
    showParts(beat.parts);
    plots.add(beat.sample);
    recent.drained(beat.drainedThrough);
  };
  new LiveStream("/live", {
    events: {
      past: (data) => plots.replace(JSON.parse(data) as Sample[]),
      recent: (data) => recent.replace(JSON.parse(data) as RecentEvent[]),
      events: (data) => recent.add(JSON.parse(data) as RecentEvent[]),
      picture: (data) => show(JSON.parse(data) as Beat),
    },
    pulse: showPulse,
  }).start();
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

function showPulse(pulse: Pulse, lastNews: Date | null): void {
  const place = document.querySelector<HTMLElement>(".pulse");
  const text = document.querySelector<HTMLElement>("[data-pulse-text]");
  if (!place || !text || (place.dataset["pulse"] === pulse && pulse === "live")) {
    return;
  }
  place.dataset["pulse"] = document.body.dataset["pulse"] = pulse;
  text.textContent = pulse === "live" ? "live" : `no news since ${lastNews ? clock.format(lastNews) : "the load"}`;
}

/** "/" goes to the search box, as in most consoles. */
function shortcut(): void {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.querySelector<HTMLInputElement>("#q")?.focus();
    }
  });
}

shortcut();
if (document.querySelector("[data-text]")) {
  live();
}
