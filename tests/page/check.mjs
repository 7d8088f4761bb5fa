// node check.mjs CHROMIUM FOLDER PERSON…: checks FOLDER/PERSON.html, and leaves PERSON.pdf and pictures beside it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, folder, ...people] = process.argv.slice(2);
const screens = [360, 768, 1280].flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme })));
const flags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

// So much asks at once for these that the first sheet cannot hold it.
const crowded = ["everything", "everything-patient", "in-spanish", "in-spanish-patient"];

let passed = 0;
let failed = 0;

function check(name, faults) {
  if (faults.length === 0) passed += 1;
  else failed += 1;
  console.log(`  ${faults.length === 0 ? "passed" : "failed"}: ${name}`);
  for (const fault of faults) console.log(`    ${fault}`);
}

// --- what is asked of the page, in the page

const sidewaysScroll = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`${scrollWidth} px of content in ${clientWidth} px`] : [];
};

// Texts of a chart that cover each other or leave its picture. A text's box is its line, taller than its letters,
// so a fifth of the height is left off above and below.
const chartTexts = () => {
  const faults = [];
  const charts = [...document.querySelectorAll("svg.chart")].filter((chart) => chart.getBoundingClientRect().width > 0);
  if (charts.length === 0) faults.push("no chart is shown");
  for (const chart of charts) {
    const name = chart.getAttribute("aria-labelledby");
    const frame = chart.getBoundingClientRect();
    const boxes = [...chart.querySelectorAll("text")].map((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const edge = (bottom - top) / 5;
      return { said: text.textContent, left, right, top: top + edge, bottom: bottom - edge };
    }).filter(({ left, right }) => right > left);
    boxes.forEach((one, index) => {
      if (one.left < frame.left - 1 || one.right > frame.right + 1 || one.top < frame.top - 1 || one.bottom > frame.bottom + 1) {
        faults.push(`${name}: "${one.said}" leaves the picture`);
      }
      for (const other of boxes.slice(index + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 0.5 && down > 0.5) faults.push(`${name}: "${one.said}" and "${other.said}" overlap`);
      }
    });
  }
  return faults;
};

const namelessCharts = () => [...document.querySelectorAll("svg:not([aria-hidden=true])")].filter((chart) => {
  const ids = (chart.getAttribute("aria-labelledby") ?? "").split(/\s+/);
  return chart.getAttribute("role") !== "img" || !ids.every((id) => document.getElementById(id)?.textContent.trim());
}).map((chart) => chart.outerHTML.slice(0, 120));

// What stands as before may stand on page 2. A flag is looked for by its text, for its title may stand in another flag's text.
const firstPageWords = () => [...document.querySelectorAll("header h1, .tile h3, #flags-heading, .flag h3 + p")]
  .map((words) => words.textContent);

// --- the checks

async function accessibilityFaults(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`.replace(/\s+/g, " ")));
}

// Walks the page with Tab, opening each <details> with Enter, until the focus is back where it began.
async function unreachedDetails(page) {
  const stops = await page.evaluate(() => document.querySelectorAll("a, summary, [tabindex]").length);
  for (let stop = 0; stop <= stops; stop += 1) {
    await page.keyboard.press("Tab");
    const closed = await page.evaluate(() => document.activeElement.matches("details:not([open]) > summary"));
    if (closed) await page.keyboard.press("Enter");
  }
  return page.evaluate(() => [...document.querySelectorAll("details:not([open]) > summary")].map((summary) => summary.textContent));
}

async function paperFaults(page, pdf, isCrowded) {
  await page.pdf({ path: pdf, format: "A4", preferCSSPageSize: true, printBackground: true });
  const faults = /^Page size:.*\(A4\)/m.test(execFileSync("pdfinfo", [pdf], { encoding: "utf8" })) ? [] : ["not A4"];
  if (isCrowded) return faults;
  const squeeze = (text) => text.normalize("NFKC").replace(/\s+/g, "");
  const first = squeeze(execFileSync("pdftotext", ["-l", "1", pdf, "-"], { encoding: "utf8" }));
  const missing = (await page.evaluate(firstPageWords)).filter((words) => !first.includes(squeeze(words)));
  return [...faults, ...missing.map((words) => `not on page 1: ${words}`)];
}

async function checkPerson(browser, person) {
  const address = pathToFileURL(join(folder, `${person}.html`)).href;
  const complaints = [];
  const requests = [];
  const open = async ({ width, scheme }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => { if (request.url() !== address) requests.push(request.url()); });
    await page.goto(address, { waitUntil: "load" });
    return page;
  };
  for (const screen of screens) {
    const where = `${person}, ${screen.width} px, ${screen.scheme}`;
    const page = await open(screen);
    await page.screenshot({ path: join(folder, `${person}-${screen.width}-${screen.scheme}.png`), fullPage: true });
    check(`${where}: nothing scrolls sideways`, await page.evaluate(sidewaysScroll));
    check(`${where}: the texts of charts keep apart and inside`, await page.evaluate(chartTexts));
    check(`${where}: axe finds nothing`, await accessibilityFaults(page));
    check(`${where}: nothing scrolls sideways with all tables open`, await page.evaluate(sidewaysScroll));
    await page.close();
  }
  const page = await open({ width: 718, scheme: "light" }); // A4 less its margins
  check(`${person}: every chart has a name`, await page.evaluate(namelessCharts));
  check(`${person}: the keyboard opens every table`, await unreachedDetails(page));
  await page.emulateMedia({ media: "print" });
  check(`${person}, paper: the texts of charts keep apart and inside`, await page.evaluate(chartTexts));
  const isCrowded = crowded.includes(person);
  const paper = isCrowded ? "A4" : "A4, with header, tiles and what asks today on page 1";
  check(`${person}, paper: ${paper}`, await paperFaults(page, join(folder, `${person}.pdf`), isCrowded));
  await page.close();
  check(`${person}: no complaint on the console`, complaints);
  check(`${person}: nothing asked of the network`, requests);
}

try {
  const browser = await chromium.launch({ executablePath, args: flags });
  for (const person of people) await checkPerson(browser, person);
  await browser.close();
} catch (error) {
  check("the check runs to its end", [error.message]);
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
