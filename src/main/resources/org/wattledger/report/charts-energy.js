// Where energy went: flow, models, teams, hours. Each returns the options of a chart, or null.

var KWH = 3.6e9;
var LARGEST = 12;

function amount(kwh) {
  var digits = kwh === 0 ? 0 : Math.max(0, Math.min(4, 3 - Math.floor(Math.log10(Math.abs(kwh)))));
  return (kwh !== 0 && Math.abs(kwh) < 1e-4 ? '<' + plain(1e-4, 4) : plain(kwh, digits)) + ' kWh';
}

function sum(numbers) {
  return numbers.reduce(function (total, each) { return total + (each || 0); }, 0);
}

function flowChart(box, colour) {
  var narrow = isNarrow(box);
  var nodes = new Map();
  var links = new Map();
  function node(id, name, tint, depth) {
    if (!nodes.has(id)) nodes.set(id, {name: id, shown: name, depth: depth, itemStyle: {color: tint}, total: 0});
  }
  function link(from, to, kwh, tint) {
    var key = from + '\n' + to;
    if (!links.has(key)) links.set(key, {source: from, target: to, value: 0, lineStyle: {color: tint, opacity: .35}});
    links.get(key).value += kwh;
    if (from[0] === 's') nodes.get(from).total += kwh;
    nodes.get(to).total += kwh;
  }
  // A fraction of a joule is in the table; a thread of no width says nothing.
  var least = sum(data.flows.map(function (flow) { return Number(flow[3]); })) / KWH * 1e-5;
  data.flows.forEach(function (flow) {
    var kwh = Number(flow[3]) / KWH;
    if (kwh < least) return;
    var part = PARTS.find(function (each) { return each.key === flow[1]; });
    var tint = colour[part.colour];
    node('s' + flow[0], flow[0], colour.soft, 0);
    node('p' + part.key, part.name, tint, 1);
    node('c' + flow[2], flow[2], flow[2] === '(idle)' ? colour.provisioned : colour.soft, 2);
    link('s' + flow[0], 'p' + part.key, kwh, tint);
    link('p' + part.key, 'c' + flow[2], kwh, tint);
  });
  if (!nodes.size) return null;
  var option = base(colour);
  option.tooltip.formatter = function (item) {
    return item.dataType === 'edge'
      ? shortened(nodes.get(item.data.source).shown, 40) + ' to ' + shortened(nodes.get(item.data.target).shown, 40)
        + '\n' + amount(item.data.value)
      : shortened(nodes.get(item.name).shown, 60) + '\n' + amount(nodes.get(item.name).total);
  };
  option.series = [{
    type: 'sankey', left: 4, top: 12, bottom: 12, right: narrow ? 96 : 230, nodeWidth: 14, nodeGap: 14,
    layoutIterations: 48, draggable: false, emphasis: {focus: 'adjacency'},
    data: Array.from(nodes.values()), links: Array.from(links.values()),
    label: {
      color: colour.ink, fontSize: narrow ? 11 : 13, fontFamily: FONT,
      formatter: function (item) {
        var found = nodes.get(item.name);
        var name = shortened(found.shown, narrow ? 14 : 26);
        return narrow ? name : name + '  ' + amount(found.total);
      }
    }
  }];
  return option;
}

// The largest names of a table, and what the others add up to.
function largest(id, keys, skipped) {
  var names = texts(id, keys.name);
  var parts = keys.parts.map(function (key) { return column(id, key); });
  var byName = new Map();
  names.forEach(function (name, at) {
    if (skipped(name)) return;
    if (!byName.has(name)) byName.set(name, parts.map(function () { return 0; }));
    parts.forEach(function (values, part) { byName.get(name)[part] += values[at] || 0; });
  });
  var all = Array.from(byName.entries()).sort(function (a, b) { return sum(b[1]) - sum(a[1]); });
  var rest = all.slice(LARGEST);
  var shownOnes = all.slice(0, LARGEST);
  // As a bar, two thousand others would leave nothing of the named ones.
  shownOnes.rest = rest.length ? plain(rest.length, 0) + ' others together: '
    + amount(sum(rest.map(function (entry) { return sum(entry[1]); }))) : '';
  return shownOnes;
}

function stackedBars(box, colour, entries, parts) {
  if (!entries.length) return null;
  var narrow = isNarrow(box);
  fit(box, entries.length, entries.rest ? 90 : 64);
  var option = base(colour);
  option.tooltip.trigger = 'axis';
  option.tooltip.axisPointer = {type: 'shadow'};
  option.tooltip.formatter = function (items) {
    var entry = entries[items[0].dataIndex];
    return shortened(entry[0], 60) + '\n' + parts.map(function (part, at) {
      return part.name + ': ' + amount(entry[1][at]);
    }).join('\n') + '\nTogether: ' + amount(sum(entry[1]));
  };
  var width = narrow ? 96 : 180;
  option.grid = {left: width + 12, right: narrow ? 16 : 90, top: 36, bottom: entries.rest ? 52 : 28};
  option.xAxis = valueAxis(colour, entries.rest);
  option.xAxis.nameLocation = 'middle';
  option.xAxis.nameGap = 32;
  option.xAxis.axisLabel.formatter = function (value) { return short(value) + ' kWh'; };
  option.xAxis.splitNumber = narrow ? 2 : 5;
  option.yAxis = nameAxis(colour, entries.map(function (entry) { return entry[0]; }), width);
  option.series = parts.map(function (part, at) {
    return {
      name: part.name, type: 'bar', stack: 'all', barMaxWidth: 20, itemStyle: {color: colour[part.colour]},
      data: entries.map(function (entry) { return entry[1][at]; }),
      label: at < parts.length - 1 || narrow ? {show: false} : {
        show: true, position: 'right', color: colour.soft, fontSize: 12,
        formatter: function (item) { return amount(sum(entries[item.dataIndex][1])); }
      }
    };
  });
  return option;
}

function partsNamed(keys) {
  return PARTS.filter(function (part) { return keys.includes(part.key); });
}

function modelsChart(box, colour) {
  var keys = {name: 'model', parts: ['active_energy_mj', 'idle_energy_mj', 'provisioned_idle_energy_mj']};
  return stackedBars(box, colour, largest('models', keys, function (name) { return name === '(unattributed)'; }),
    partsNamed(['ACTIVE', 'SHARED_IDLE', 'PROVISIONED_IDLE']));
}

function teamsChart(box, colour) {
  var keys = {name: 'team', parts: ['active_energy_mj', 'idle_energy_mj', 'provisioned_idle_energy_mj']};
  var entries = largest('teams', keys, function (name) { return name === '(unattributed)' || name === '(idle)'; });
  var isSpread = entries.some(function (entry) { return entry[1][2] > 0; });
  if (isSpread) return stackedBars(box, colour, entries, partsNamed(['ACTIVE', 'SHARED_IDLE', 'PROVISIONED_IDLE']));
  entries.forEach(function (entry) { entry[1].pop(); });
  return stackedBars(box, colour, entries, partsNamed(['ACTIVE', 'SHARED_IDLE']));
}

function hoursChart(box, colour) {
  var names = texts('hours', 'hour');
  if (!names.length) return null;
  var narrow = isNarrow(box);
  var parts = [
    {name: 'Provisioned idle', colour: 'provisioned', key: 'provisioned_idle_energy_mj'},
    {name: 'Shared idle', colour: 'shared', key: 'idle_energy_mj'},
    {name: 'Active', colour: 'active', key: 'active_energy_mj'},
    {name: 'Unattributed', colour: 'unattributed', key: 'unattributed_energy_mj'}
  ];
  var values = parts.map(function (part) { return column('hours', part.key); });
  var intensity = column('hours', 'intensity');
  var isDay = names.length <= 48;
  var option = base(colour);
  option.tooltip.trigger = 'axis';
  option.tooltip.formatter = function (items) {
    var at = items[0].dataIndex;
    if (values[0][at] === null) return names[at] + '\nnot published';
    return names[at] + '\n' + parts.map(function (part, index) {
      return part.name + ': ' + amount(values[index][at]);
    }).join('\n') + '\nGrid: ' + (intensity[at] === null ? 'unknown' : plain(intensity[at], 0) + ' g/kWh');
  };
  option.axisPointer = {link: [{xAxisIndex: 'all'}]};
  option.legend.data = ['Active', 'Shared idle', 'Provisioned idle', 'Grid intensity'];
  var left = narrow ? 44 : 56;
  option.grid = [{left: left, right: 16, top: narrow ? 82 : 58, height: '46%'}, {left: left, right: 16, bottom: 32, height: '20%'}];
  function hourAxis(grid, isShown) {
    return {
      type: 'category', gridIndex: grid, data: names, boundaryGap: isDay, axisTick: {show: false},
      axisLine: {lineStyle: {color: colour.soft}},
      axisLabel: {
        show: isShown, color: colour.soft, fontSize: 12, hideOverlap: true,
        formatter: function (name) { return isDay ? name.slice(11, 16) : name.slice(5, 10); },
        interval: isDay ? (narrow ? 5 : 2) : function (index, name) { return name.slice(11, 13) === '00'; }
      }
    };
  }
  option.xAxis = [hourAxis(0, false), hourAxis(1, true)];
  option.yAxis = [
    merged(valueAxis(colour, 'kWh per hour'), {gridIndex: 0, nameTextStyle: {color: colour.soft, align: 'left', padding: [0, 0, 0, -left + 12]}}),
    merged(valueAxis(colour, 'gCO\u2082e per kWh'), {gridIndex: 1, splitNumber: 2, nameTextStyle: {color: colour.soft, align: 'left', padding: [0, 0, 0, -left + 12]}})
  ];
  option.series = parts.map(function (part, at) {
    var kind = isDay ? {type: 'bar', barCategoryGap: '15%'}
      : {type: 'line', step: 'middle', symbol: 'none', lineStyle: {width: 0}, areaStyle: {color: colour[part.colour], opacity: 1}};
    return merged(kind, {
      name: part.name, stack: 'all', xAxisIndex: 0, yAxisIndex: 0, data: values[at], itemStyle: {color: colour[part.colour]}
    });
  });
  option.series.push({
    name: 'Grid intensity', type: 'line', step: 'middle', symbol: 'none', xAxisIndex: 1, yAxisIndex: 1, data: intensity,
    lineStyle: {color: colour.grid, width: 2}, itemStyle: {color: colour.grid}
  });
  return option;
}
