// What energy means: queries, what-if, training, published figures.

function logAxis(colour) {
  var axis = valueAxis(colour, '');
  axis.type = 'log';
  axis.axisLabel.hideOverlap = true;
  axis.axisLabel.formatter = wattHours;
  return axis;
}

// Published figures of one request that fall near the fleet's range.
function publishedMarks() {
  var names = texts('claims', 'claim');
  var wh = column('claims', 'wh');
  return names.map(function (name, at) { return {name: name, wh: wh[at]}; })
    .filter(function (mark) { return mark.wh; });
}

function queriesChart(box, colour) {
  var narrow = isNarrow(box);
  var keys = ['p50', 'p90', 'p99', 'mean'];
  var values = keys.map(function (key) { return column('queries', key); });
  var models = texts('queries', 'model');
  var operations = texts('queries', 'operation');
  var classes = texts('queries', 'class');
  var requests = column('queries', 'requests');
  var rows = models.map(function (model, at) { return at; })
    .filter(function (at) { return values[0][at] > 0 && values[2][at] > 0; }).slice(0, narrow ? 10 : 14);
  if (!rows.length) return null;
  var names = rows.map(function (at) { return models[at] + ', ' + operations[at] + ', ' + classes[at]; });
  var option = base(colour);
  fit(box, rows.length, 84);
  delete option.legend.icon;
  option.legend.data = ['p50', 'p90', 'p99', 'Mean'];
  option.tooltip.formatter = function (item) {
    var at = rows[item.dataIndex];
    return shortened(models[at], 50) + '\n' + shortened(operations[at], 30) + ', ' + classes[at] + ' tokens, '
      + plain(requests[at], 0) + ' requests\n' + keys.map(function (key, index) {
      return key + ': ' + figures(values[index][at]) + ' Wh';
    }).join('\n');
  };
  var width = narrow ? 150 : 250;
  option.grid = {left: width + 12, right: 24, top: 56, bottom: 28};
  option.xAxis = logAxis(colour);
  option.yAxis = nameAxis(colour, names, width);
  if (narrow) option.yAxis.axisLabel.fontSize = 11;
  function points(index, name, symbol, tint, size) {
    return {
      name: name, type: 'scatter', symbol: symbol, symbolSize: size, itemStyle: {color: tint},
      data: rows.map(function (at, row) { return values[index][at] > 0 ? [values[index][at], row] : [NaN, row]; })
    };
  }
  option.series = [
    {
      type: 'custom', silent: true, z: 1, data: rows.map(function (at, row) { return [values[0][at], values[2][at], row]; }),
      encode: {x: [0, 1], y: 2},
      renderItem: function (parameters, api) {
        var from = api.coord([api.value(0), api.value(2)]);
        var to = api.coord([api.value(1), api.value(2)]);
        return {type: 'line', shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, style: {stroke: colour.shared, lineWidth: 4}};
      }
    },
    points(0, 'p50', 'circle', colour.active, 11),
    points(1, 'p90', 'rect', colour.active, 8),
    points(2, 'p99', 'triangle', colour.active, 10),
    points(3, 'Mean', 'diamond', colour.unattributed, 11)
  ];
  var marks = publishedMarks().filter(function (mark) { return (narrow ? [0.24] : [0.24, 2.9]).includes(mark.wh); });
  option.series[1].markLine = {
    silent: true, symbol: 'none', lineStyle: {color: colour.soft, type: 'dashed'},
    label: {color: colour.soft, fontSize: 11, fontFamily: FONT, position: 'start', rotate: 0},
    data: marks.map(function (mark) {
      return {xAxis: mark.wh, label: {formatter: figures(mark.wh) + ' Wh', show: true}};
    })
  };
  return option;
}

function scenariosChart(box, colour) {
  var narrow = isNarrow(box);
  var names = texts('scenarios', 'scenario');
  var kinds = texts('scenarios', 'kind');
  var location = column('scenarios', 'location');
  var rows = names.map(function (name, at) { return {name: name, kind: kinds[at], kg: location[at]}; })
    .filter(function (row) { return row.kg !== null; });
  var headline = data.headline;
  if (headline.location === null) return null;
  rows.push({name: 'As published', kg: headline.location / 1000, is: 'now', low: headline.low, high: headline.high});
  rows.sort(function (a, b) { return a.kg - b.kg; });
  var option = base(colour);
  option.legend.show = false;
  fit(box, rows.length, 62);
  function kilograms(kg) { return plain(kg, kg >= 100 ? 0 : kg >= 1 ? 1 : 3) + ' kg'; }
  option.tooltip.formatter = function (item) {
    var row = rows[item.dataIndex];
    var change = row.is ? '' : '\n' + plain(100 * (row.kg / (headline.location / 1000) - 1), 0) + ' % of change';
    return shortened(row.name, 60) + '\n' + kilograms(row.kg) + change;
  };
  var width = narrow ? 110 : 180;
  option.grid = {left: width + 12, right: narrow ? 60 : 90, top: 34, bottom: 28};
  option.xAxis = valueAxis(colour, '');
  option.xAxis.axisLabel.formatter = function (value) { return short(value) + ' kg'; };
  option.xAxis.splitNumber = narrow ? 2 : 5;
  option.yAxis = nameAxis(colour, rows.map(function (row) { return row.name; }), width);
  option.series = [{
    type: 'bar', barMaxWidth: 20,
    data: rows.map(function (row) { return {value: row.kg, itemStyle: {color: row.is ? colour.grid : colour.active}}; }),
    label: {show: true, position: 'right', color: colour.soft, fontSize: 12, formatter: function (item) { return kilograms(rows[item.dataIndex].kg); }},
    markLine: {
      silent: true, symbol: 'none', lineStyle: {color: colour.soft, type: 'dashed'},
      label: {color: colour.soft, fontSize: 12, fontFamily: FONT, position: 'start'},
      data: [['floor', headline.floor], ['ceiling', headline.ceiling]].filter(function (bound) { return bound[1] !== null; })
        .map(function (bound) { return {xAxis: bound[1] / 1000, label: {formatter: bound[0]}}; })
    }
  }];
  return option;
}

function trainingChart(box, colour) {
  var names = texts('lifetimes', 'model');
  var training = column('lifetimes', 'training');
  var inference = column('lifetimes', 'inference');
  var rows = names.map(function (name, at) { return at; })
    .filter(function (at) { return training[at] !== null; }).slice(0, LARGEST);
  if (!rows.length) return null;
  var narrow = isNarrow(box);
  fit(box, rows.length * 1.3, 64);
  var option = base(colour);
  option.tooltip.trigger = 'axis';
  option.tooltip.axisPointer = {type: 'shadow'};
  option.tooltip.formatter = function (items) {
    var at = rows[items[0].dataIndex];
    return shortened(names[at], 60) + '\nTraining: ' + amount(training[at]) + '\nInference: ' + amount(inference[at] || 0);
  };
  var width = narrow ? 96 : 180;
  option.grid = {left: width + 12, right: narrow ? 16 : 90, top: 36, bottom: 28};
  option.xAxis = valueAxis(colour, '');
  option.xAxis.axisLabel.formatter = function (value) { return short(value) + ' kWh'; };
  option.xAxis.splitNumber = narrow ? 2 : 5;
  option.yAxis = nameAxis(colour, rows.map(function (at) { return names[at]; }), width);
  option.series = [['Training', training, 'training'], ['Inference', inference, 'active']].map(function (series) {
    return {
      name: series[0], type: 'bar', barMaxWidth: 14, barGap: '10%', itemStyle: {color: colour[series[2]]},
      data: rows.map(function (at) { return series[1][at]; }),
      label: {show: !narrow, position: 'right', color: colour.soft, fontSize: 12, formatter: function (item) { return amount(item.value || 0); }}
    };
  });
  return option;
}

function claimsChart(box, colour) {
  var narrow = isNarrow(box);
  var names = texts('claims', 'claim');
  var wh = column('claims', 'wh');
  var fleet = column('claims', 'fleet');
  var boundaries = texts('claims', 'boundary');
  var rows = names.map(function (name, at) { return at; }).filter(function (at) { return wh[at] > 0; });
  if (!rows.length) return null;
  fit(box, rows.length, 64);
  var option = base(colour);
  delete option.legend.icon;
  option.tooltip.formatter = function (item) {
    var at = rows[item.dataIndex];
    return shortened(names[at], 70) + '\nPublished: ' + figures(wh[at]) + ' Wh\nThis fleet: '
      + (fleet[at] === null ? 'unknown' : figures(fleet[at]) + ' Wh') + '\n' + boundaries[at];
  };
  var width = narrow ? 130 : 320;
  option.grid = {left: width + 12, right: 30, top: 36, bottom: 28};
  option.xAxis = logAxis(colour);
  option.yAxis = nameAxis(colour, rows.map(function (at) { return names[at]; }), width);
  option.yAxis.axisLabel.width = width;
  function points(values, name, symbol, tint, size) {
    return {
      name: name, type: 'scatter', symbol: symbol, symbolSize: size, itemStyle: {color: tint},
      data: rows.map(function (at, row) { return [values[at] > 0 ? values[at] : NaN, row]; })
    };
  }
  option.series = [
    points(wh, 'Published', 'diamond', colour.unattributed, 12),
    points(fleet, 'This fleet, nearest boundary', 'circle', colour.active, 11)
  ];
  return option;
}
