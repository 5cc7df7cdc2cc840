// Numbers and text as the Java side writes them: see Numbers and Markup.

var data = JSON.parse(document.getElementById('report-data').textContent);

var UNKNOWN = '\u2013';

function number(cell) {
  return cell === null ? null : Number(cell);
}

function plain(value, decimals) {
  return value.toLocaleString('en-US', {minimumFractionDigits: decimals, maximumFractionDigits: decimals});
}

function figures(value) {
  if (value === 0) return '0';
  if (Math.abs(value) < 1e-4) return (value < 0 ? '>-' : '<') + '0.0001';
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return plain(value, 0);
  return Number(value.toPrecision(3)).toFixed(Math.max(0, 2 - Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))))));
}

// decimals < 0: three figures, each number for itself.
function shown(quantity, decimals, cell) {
  if (cell === null) return UNKNOWN;
  var value = Number(cell) / data.quantities[quantity].divisor;
  if (decimals < 0) return figures(value);
  var least = Math.pow(10, -decimals);
  if (value !== 0 && Math.abs(value) < least / 2) return (value < 0 ? '>-' : '<') + plain(least, decimals);
  return plain(value, decimals);
}

function exact(quantity, cell) {
  if (cell === null) return 'unknown';
  var unit = data.quantities[quantity].exact;
  return digits(cell) + (unit ? ' ' + unit : '');
}

// Without exponent, which spreadsheets and people misread.
function digits(cell) {
  var text = String(cell);
  if (!/e/.test(text)) return text;
  return Number(cell).toFixed(20).replace(/\.?0+$/, '');
}

// What is not shown, or turns the text around it, becomes the replacement character.
function visible(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Cn}]/gu, '\uFFFD');
}

function shortened(text, length) {
  var points = Array.from(visible(text));
  return points.length <= length ? points.join('') : points.slice(0, length - 1).join('') + '\u2026';
}

function table(id) {
  return data.tables[id];
}

function indexOf(id, key) {
  return table(id).columns.findIndex(function (column) { return column[0] === key; });
}

// A column's numbers in the unit in which they are read.
function column(id, key) {
  var index = indexOf(id, key);
  var divisor = data.quantities[table(id).columns[index][2]].divisor;
  return table(id).rows.map(function (row) {
    return row[index] === null ? null : Number(row[index]) / divisor;
  });
}

function texts(id, key) {
  var index = indexOf(id, key);
  return table(id).rows.map(function (row) { return row[index] === null ? '' : visible(row[index]); });
}

function element(name, className, text) {
  var made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
