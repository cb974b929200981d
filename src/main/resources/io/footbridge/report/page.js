// Draws every chart from the table beside it, so that it can show nothing which the table does not tell. Nothing moves.
(() => {
  "use strict";

  const SERIES = [{ name: "visitors", kind: "day" }, { name: "day before", kind: "before" }];

  /** The marks of what stands in the place of a number. */
  const MARKS = new Map([["withheld", "×"], ["no data", "–"], ["silent", "–"]]);

  const number = text => /^[\d,]+$/.test(text) ? Number(text.replaceAll(",", "")) : null;

  /** The rows of a table: a label, and the two figures, with the number null where there is none. */
  const rowsOf = table => [...table.tBodies[0].rows].map((row, index) => ({
    index,
    label: [...row.querySelectorAll("th")].map(cell => cell.textContent).join(", "),
    values: [...row.querySelectorAll("td")].slice(0, SERIES.length)
        .map((cell, index) => ({ value: number(cell.textContent), text: cell.textContent, ...SERIES[index] })),
  }));

  const most = rows => Math.max(1, d3.max(rows, row => d3.max(row.values, one => one.value)) ?? 0);

  /** What stands in the place of all numbers of a series, if there is none. */
  const inPlaceOfAll = (rows, index) =>
      rows.every(row => row.values[index].text === rows[0].values[index].text && row.values[index].value === null)
          ? rows[0].values[index].text : null;

  /** How wide a text is, once it is drawn. */
  function widthOf(svg, label) {
    const drawn = svg.append("text").text(label);
    const width = drawn.node().getComputedTextLength();
    drawn.remove();
    return width;
  }

  function shortened(svg, label, width) {
    const whole = widthOf(svg, label);
    return whole > width ? label.slice(0, Math.max(1, Math.floor(label.length * width / whole) - 2)) + "…" : label;
  }

  function legend(svg, keys) {
    let x = 0;
    for (const { kind, name } of keys) {
      if (kind) {
        svg.append("rect").attr("class", kind).attr("x", x + .5).attr("y", .5).attr("width", 10).attr("height", 10);
      }
      svg.append("text").attr("class", "quiet").attr("x", x + (kind ? 16 : 0)).attr("y", 10).text(name);
      x += widthOf(svg, name) + (kind ? 36 : 20);
    }
  }

  /** One bar for each number, from left to right, with its label before it or, if that is long, above it. */
  function bars(svg, rows, width) {
    const bar = 12;
    const longest = d3.max(rows, row => widthOf(svg, row.label)) + 12;
    const isAbove = longest > width * .36;
    const left = isAbove ? 0 : longest;
    const head = isAbove ? 17 : 0;
    const step = head + 2 * bar + 2 + 12;
    const x = d3.scaleLinear([0, most(rows)], [0, width - left - widthOf(svg, d3.format(",")(most(rows))) - 16]);

    const row = svg.append("g").attr("transform", "translate(0,26)")
        .selectAll("g").data(rows).join("g").attr("transform", one => `translate(0,${one.index * step})`);
    row.append("text").attr("y", isAbove ? 11 : bar + 5)
        .text(one => isAbove ? shortened(svg, one.label, width) : one.label);
    const line = row.append("g").attr("transform", `translate(${left},${head})`)
        .selectAll("g").data(one => one.values).join("g")
        .attr("transform", (_, index) => `translate(0,${index * (bar + 2)})`);
    line.filter(one => one.value > 0).append("rect")
        .attr("class", one => one.kind).attr("x", .5).attr("y", .5)
        .attr("width", one => Math.max(1, x(one.value))).attr("height", bar - 1);
    line.append("text").attr("y", bar - 1.5)
        .attr("x", one => one.value > 0 ? x(one.value) + 6 : 2)
        .attr("class", one => one.value === null ? "quiet gap" : one.kind === "day" ? "value" : "quiet")
        .text(one => one.text);
    legend(svg, SERIES);
  }

  /** One column for each number, side by side in the order of the rows; a mark stands where there is none. */
  function columns(svg, rows, width, height) {
    const y = d3.scaleLinear([0, most(rows)], [height - 22, 30]).nice(4);
    const left = widthOf(svg, d3.format(",")(y.domain()[1])) + 12;
    const x = d3.scaleBand(rows.map(row => row.label), [left, width]).paddingInner(.3).paddingOuter(.1);
    const inner = d3.scaleBand(SERIES.map(series => series.kind).reverse(), [0, x.bandwidth()]);
    const ticks = y.ticks(4).filter(Number.isInteger);
    const everyHours = width < 480 ? 6 : 3;

    svg.append("g").attr("transform", `translate(${left},0)`)
        .call(d3.axisLeft(y).tickValues(ticks).tickFormat(d3.format(",")).tickSize(left - width).tickPadding(8))
        .call(axis => axis.select(".domain").remove())
        .call(axis => axis.selectAll(".tick line").attr("x1", 0));
    svg.append("g").attr("transform", `translate(0,${height - 22})`)
        .call(d3.axisBottom(x).tickSize(0).tickPadding(8)
            .tickValues(x.domain().filter((_, index) => index % everyHours === 0)));
    const column = svg.append("g").selectAll("g").data(rows).join("g")
        .attr("transform", row => `translate(${x(row.label)},0)`)
        .selectAll("g").data(row => row.values).join("g")
        .attr("transform", one => `translate(${inner(one.kind)},0)`);
    column.filter(one => one.value > 0).append("rect")
        .attr("class", one => one.kind).attr("y", one => y(one.value))
        .attr("width", inner.bandwidth()).attr("height", one => y(0) - y(one.value));
    const all = SERIES.map((_, index) => inPlaceOfAll(rows, index));
    const isMarked = one => one.value === null && all[SERIES.findIndex(series => series.kind === one.kind)] === null;
    column.filter(isMarked).append("text")
        .attr("class", "quiet").attr("text-anchor", "middle")
        .attr("x", inner.bandwidth() / 2).attr("y", y(0) - 3).text(one => MARKS.get(one.text));
    const marked = new Set(rows.flatMap(row => row.values.filter(isMarked).map(one => one.text)));
    legend(svg, [
      ...SERIES.map((series, index) => all[index] === null ? series : { ...series, name: series.name + ": " + all[index] }),
      ...[...marked].map(text => ({ name: MARKS.get(text) + " " + text })),
    ]);
  }

  function draw(chart) {
    const table = chart.nextElementSibling;
    const rows = rowsOf(table);
    const width = chart.clientWidth;
    const isByColumn = chart.dataset.shape === "columns";
    const isBeside = table.offsetTop < chart.offsetTop + 50;
    const height = isBeside ? Math.max(230, Math.min(table.offsetHeight, width)) : 230;
    const svg = d3.create("svg")
        .attr("role", "img")
        .attr("aria-label", table.caption.textContent + ", as bars. The table that follows has the figures.");
    chart.replaceChildren(svg.node());
    (isByColumn ? columns : bars)(svg, rows, width, height);
    svg.attr("viewBox", [0, 0, width, isByColumn ? height : Math.ceil(svg.node().getBBox().height) + 2]);
  }

  // A chart in a hidden section has no width yet, and is drawn once it is shown.
  const widths = new WeakMap();
  const resized = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.clientWidth > 0 && widths.get(target) !== target.clientWidth) {
        widths.set(target, target.clientWidth);
        draw(target);
      }
    }
  });

  const scopes = document.querySelectorAll(".scope");
  const camera = document.getElementById("camera");
  const show = () => scopes.forEach(scope => { scope.hidden = camera !== null && scope.id !== camera.value; });
  if (camera !== null) {
    camera.addEventListener("change", show);
    document.getElementById("filter").hidden = false;
  }
  show();
  document.documentElement.classList.add("drawn");
  document.querySelectorAll(".chart").forEach(chart => resized.observe(chart));
})();
