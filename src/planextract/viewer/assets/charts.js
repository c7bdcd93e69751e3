// Bars by state and a timeline of deadlines; each bar is a button that filters by it.

const MOST_COLUMNS = 24;

function drawCharts() {
  if (!actions.length) return;
  const held = document.activeElement?.dataset?.chart;
  byId("charts").replaceChildren(bars(), ...timeline());
  if (held) document.querySelector(`[data-chart="${CSS.escape(held)}"]`)?.focus();
}

function bars() {
  const rows = tallied((record) => [record.state ?? "(none)"]).sort((a, b) => b[1] - a[1]);
  const most = Math.max(...rows.map(([, count]) => count));
  const list = make("ul", { class: "bars" }, ...rows.map(([state, count]) => bar(state, count, most)));
  return make("section", { "aria-label": "Actions by state" }, make("h2", {}, "By state"), list);
}

function bar(state, count, most) {
  const fill = make("span", { class: `fill ${stageOf(state)}` });
  fill.style.width = `${(100 * count) / most}%`;
  const element = button("", () => want({ state }), { "aria-pressed": String(wanted.state === state), "data-chart": `state ${state}` });
  element.append(make("span", { class: "name" }, state === "(none)" ? "no state" : plain(state)), " ",
    make("span", { class: "track", "aria-hidden": "true" }, fill), " ", make("span", { class: "number" }, String(count)));
  return make("li", {}, element);
}

function stageOf(state) {
  return actions.find((record) => (record.state ?? "(none)") === state)?.stage ?? "unknown";
}

// Timeline -----------------------------------------------------------------------------------------------------------

function timeline() {
  const dated = actions.filter((record) => record.due.day);
  if (!dated.length) return [];
  const months = dated.map((record) => monthOf(record.due.day));
  const reference = told.about.day;
  const [first, last] = [Math.min(...months), Math.max(...months)];
  const step = [1, 3, 6, 12, 24, 60, 120].find((each) => (last - first) / each < MOST_COLUMNS) ?? 240;
  const start = Math.floor(first / step) * step;
  const columns = [];
  for (let month = start; month <= last; month += step) columns.push({ month, step, records: [] });
  dated.forEach((record, place) => columns[Math.floor((months[place] - start) / step)].records.push(record));
  const most = Math.max(...columns.map((column) => column.records.length));
  const now = reference ? monthOf(reference) : null;
  const list = make("ol", { class: "timeline" }, ...columns.map((column) => timeColumn(column, most, now)));
  const without = actions.length - dated.length;
  const about = [reference ? `Reference date ${dayInWords(reference)}.` : null, without ? `${counted(without, "action")} without a day.` : null];
  return [make("section", { "aria-label": "Timeline of deadlines" }, make("h2", {}, "Deadlines"), list,
    make("p", { class: "ends" }, make("span", {}, monthName(start)), make("span", {}, about.filter(Boolean).join(" ")), make("span", {}, spanName(columns[columns.length - 1]))))];
}

function timeColumn(column, most, now) {
  const { month, step, records: inside } = column;
  const words = `${spanName(column)}: ${counted(inside.length, "action")}${lateIn(inside)}`;
  const here = now !== null && now >= month && now < month + step;
  const holder = make("li", { class: here ? "now" : null });
  if (!inside.length) return holder;
  const limits = { from: firstDay(month), to: lastDay(month + step - 1) };
  const pressed = wanted.from === limits.from && wanted.to === limits.to;
  const element = button("", () => want(limits), { "aria-label": words, title: words, "aria-pressed": String(pressed), "data-chart": `month ${month}` });
  for (const [kind, count] of kindsOf(inside)) {
    const piece = make("span", { class: `piece ${kind}` });
    piece.style.height = `${(100 * count) / most}%`;
    element.append(piece);
  }
  holder.append(element);
  return holder;
}

function kindsOf(inside) {
  const counts = { late: 0, open: 0, unknown: 0, stopped: 0, done: 0 };
  for (const record of inside) counts[record.late ? "late" : record.stage] += 1;
  return Object.entries(counts).filter(([, count]) => count);
}

function lateIn(inside) {
  const late = inside.filter((record) => record.late).length;
  return late ? `, ${late} late` : "";
}

function monthOf(day) {
  const [year, month] = day.split("-").map(Number);
  return year * 12 + month - 1;
}

function monthName(month) {
  return `${MONTHS[month % 12]} ${Math.floor(month / 12)}`;
}

function spanName({ month, step }) {
  return step === 1 ? monthName(month) : `${monthName(month)} to ${monthName(month + step - 1)}`;
}

function firstDay(month) {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}

function lastDay(month) {
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  return `${firstDay(month).slice(0, 8)}${last}`;
}
