// A client in another language, as somebody might write one: send a file, wait for its task, fetch the result.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

const [service, path] = process.argv.slice(2);
const form = new FormData();
form.append("file", new Blob([await readFile(path)]), basename(path));
form.append("reference_date", "2024-02-03");

const begun = await fetch(`${service}/v1/extract/async`, { method: "POST", body: form });
if (begun.status !== 202) throw new Error(`not taken: ${begun.status} ${await begun.text()}`);
let task = await begun.json();
while (["pending", "started"].includes(task.task_status)) {
  task = await (await fetch(`${service}/v1/status/${task.task_id}?wait=20`)).json();
}
if (task.task_status !== "success") throw new Error(JSON.stringify(task.error));
const result = await (await fetch(`${service}/v1/result/${task.task_id}`)).json();
const rows = await (await fetch(`${service}/v1/result/${task.task_id}`, { headers: { Accept: "text/csv" } })).text();
const again = await fetch(`${service}/v1/extract`, { method: "POST", body: new URLSearchParams({ file: "none" }) });
console.log(JSON.stringify({
  name: result.source.name,
  actions: result.actions.length,
  date: result.metadata.reference_date.value,
  columns: rows.split("\n")[0].split(",").length,
  refused: (await again.json()).code,
}));
