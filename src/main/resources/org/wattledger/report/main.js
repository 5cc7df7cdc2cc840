// Starts what the page holds: tables at once, charts one after the other.

var CHARTS = {
  flow: flowChart, models: modelsChart, teams: teamsChart, queries: queriesChart, hours: hoursChart,
  scenarios: scenariosChart, training: trainingChart, claims: claimsChart
};
var PRINT_WIDTH = 700;
var drawn = new Map();

function draw(box, width) {
  var make = CHARTS[box.getAttribute('data-chart')];
  var old = drawn.get(box);
  if (old) old.dispose();
  var option = make(box, colours());
  if (!option) {
    box.classList.add('absent');
    return;
  }
  var chart = echarts.init(box, null, {renderer: 'svg', width: width});
  chart.setOption(option);
  drawn.set(box, chart);
}

function drawAll(width) {
  document.querySelectorAll('[data-chart]').forEach(function (box) { draw(box, width); });
}

document.documentElement.classList.add('js');
document.querySelectorAll('[data-table]').forEach(function (box) { new TableView(box); });

// The page is ready to read before the first chart; each is a task of its own.
(function next(boxes) {
  if (!boxes.length) return;
  setTimeout(function () {
    if (!drawn.has(boxes[0])) draw(boxes[0]);
    next(boxes.slice(1));
  }, 0);
})(Array.from(document.querySelectorAll('[data-chart]')));

var waiting = null;
addEventListener('resize', function () {
  clearTimeout(waiting);
  waiting = setTimeout(function () { Array.from(drawn.keys()).forEach(function (box) { draw(box); }); }, 150);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
  Array.from(drawn.keys()).forEach(function (box) { draw(box); });
});

// Paper has its own width and colours, and shows every chart.
matchMedia('print').addEventListener('change', function (print) { drawAll(print.matches ? PRINT_WIDTH : undefined); });
