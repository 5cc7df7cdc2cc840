// Colours out of the style sheet, so that charts follow light, dark and paper.

var FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function colours() {
  var style = getComputedStyle(document.documentElement);
  var found = {};
  ['ink', 'soft', 'line', 'paper', 'active', 'training', 'shared', 'provisioned', 'unattributed', 'grid', 'mark']
    .forEach(function (name) { found[name] = style.getPropertyValue('--' + name).trim(); });
  return found;
}

var PARTS = [
  {key: 'ACTIVE', name: 'Active', colour: 'active'},
  {key: 'TRAINING', name: 'Training', colour: 'training'},
  {key: 'SHARED_IDLE', name: 'Shared idle', colour: 'shared'},
  {key: 'PROVISIONED_IDLE', name: 'Provisioned idle', colour: 'provisioned'},
  {key: 'UNATTRIBUTED', name: 'Unattributed', colour: 'unattributed'}
];

// What all charts have. Tips are drawn as text, never as HTML: names come out of logs.
function base(colour) {
  return {
    animation: false,
    textStyle: {fontFamily: FONT, color: colour.ink},
    aria: {enabled: false},
    tooltip: {
      renderMode: 'richText', confine: true, backgroundColor: colour.paper, borderColor: colour.line,
      textStyle: {color: colour.ink, fontSize: 13, fontFamily: FONT}
    },
    legend: {
      top: 0, left: 0, itemWidth: 12, itemHeight: 12, itemGap: 18, icon: 'roundRect',
      textStyle: {color: colour.soft, fontSize: 13, fontFamily: FONT}, selectedMode: false
    }
  };
}

function valueAxis(colour, name) {
  return {
    type: 'value', name: name, nameLocation: 'end', nameTextStyle: {color: colour.soft, fontSize: 12},
    axisLine: {show: false}, axisTick: {show: false},
    axisLabel: {color: colour.soft, fontSize: 12, formatter: function (value) { return short(value); }},
    splitLine: {lineStyle: {color: colour.line}}
  };
}

function nameAxis(colour, names, width) {
  return {
    type: 'category', data: names, inverse: true, axisTick: {show: false},
    axisLine: {lineStyle: {color: colour.soft}},
    axisLabel: {color: colour.ink, fontSize: 13, width: width, overflow: 'truncate', interval: 0}
  };
}

function short(value) {
  var size = Math.abs(value);
  if (size >= 1e6) return plain(value / 1e6, size >= 1e7 ? 0 : 1) + 'M';
  if (size >= 1e4) return plain(value / 1e3, 0) + 'k';
  return String(Number(value.toPrecision(6)));
}

// Height for so many names, so that bars are neither thin nor far apart.
function fit(box, names, above) {
  box.style.height = Math.max(names * 30, 60) + above + 'px';
}

// In the unit in which a power of ten is short.
function wattHours(value) {
  if (value >= 1) return short(value) + ' Wh';
  return value >= 0.99e-3 ? short(value * 1e3) + ' mWh' : Number((value * 1e6).toPrecision(2)) + ' \u00b5Wh';
}

function merged(one, other) {
  return Object.assign({}, one, other);
}

function isNarrow(box) {
  return box.clientWidth < 560;
}
