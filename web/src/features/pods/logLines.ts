// Colours and cursor movements that programs write for terminals.
// eslint-disable-next-line no-control-regex -- the escape character is what is being looked for
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Splits container output into lines as a terminal would show them at the end. */
export function toLines(output: string): string[] {
  const lines = output.replace(ANSI, "").replace(/\r\n/g, "\n").split("\n").map(afterReturns);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** A progress bar rewrites its line after each carriage return: the last state counts. */
function afterReturns(line: string): string {
  const states = line.split("\r").filter((state) => state !== "");
  return states.at(-1) ?? "";
}

/** The lines that contain the text, whatever its case; all of them for no text. */
export function matching(lines: readonly string[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  return wanted === "" ? lines : lines.filter((line) => line.toLowerCase().includes(wanted));
}
