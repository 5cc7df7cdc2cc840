// Tables: the first rows stand in the page; here they become sortable, searchable and paged. Only
// the rows in view are elements, so that ten thousand teams cost no more than twelve.

var SHORT_NAME = 28;
var LONG_TEXT = 60;
var PAGE_SIZES = [data.pageRows, 50, 200];

function lengthClass(length) {
  return length <= SHORT_NAME ? ' short' : length >= LONG_TEXT ? ' long' : '';
}

function TableView(box) {
  this.id = box.getAttribute('data-table');
  this.box = box;
  this.columns = table(this.id).columns;
  this.rows = table(this.id).rows;
  this.order = this.rows.map(function (row, index) { return index; });
  this.sorted = {column: -1, direction: 0};
  this.text = '';
  this.page = 0;
  this.size = PAGE_SIZES[0];
  this.body = box.querySelector('tbody');
  this.heads = Array.from(box.querySelectorAll('thead th'));
  this.start();
}

TableView.prototype.start = function () {
  var more = this.box.querySelector('.more');
  if (more) more.remove();
  if (!this.rows.length) return;
  this.heads.forEach(this.makeSortable, this);
  this.box.insertBefore(this.tools(), this.box.firstChild);
  if (this.rows.length > this.size) this.box.appendChild(this.makePager());
  this.draw();
};

TableView.prototype.makeSortable = function (head, index) {
  var view = this;
  var button = element('button');
  button.type = 'button';
  while (head.firstChild) button.appendChild(head.firstChild);
  button.addEventListener('click', function () { view.sort(index); });
  head.appendChild(button);
  head.setAttribute('aria-sort', 'none');
};

TableView.prototype.tools = function () {
  var view = this;
  var tools = element('div', 'tools');
  if (this.rows.length > this.size) {
    var label = element('label', '', 'Find ');
    var search = element('input');
    search.type = 'search';
    search.addEventListener('input', function () { view.find(search.value); });
    label.appendChild(search);
    tools.appendChild(label);
  }
  if (this.columns.some(function (column) { return column[4]; })) {
    this.box.classList.add('main-columns');
    var all = element('button', '', 'All columns');
    all.type = 'button';
    all.setAttribute('aria-pressed', 'false');
    all.addEventListener('click', function () {
      var isMain = view.box.classList.toggle('main-columns');
      all.setAttribute('aria-pressed', String(!isMain));
      all.textContent = isMain ? 'All columns' : 'Main columns';
    });
    tools.appendChild(all);
  }
  var copy = element('button', '', 'Copy exact values');
  copy.type = 'button';
  copy.addEventListener('click', function () { view.copy(copy); });
  tools.appendChild(copy);
  return tools;
};

TableView.prototype.makePager = function () {
  var view = this;
  var pager = element('div', 'pager');
  this.status = element('span');
  this.status.setAttribute('role', 'status');
  this.back = element('button', '', 'Previous');
  this.forth = element('button', '', 'Next');
  this.back.type = this.forth.type = 'button';
  this.back.addEventListener('click', function () { view.turn(-1); });
  this.forth.addEventListener('click', function () { view.turn(1); });
  var sizes = element('button', '', '');
  sizes.type = 'button';
  function name() { sizes.textContent = view.next() + ' a page'; }
  sizes.addEventListener('click', function () {
    view.size = view.next();
    view.page = 0;
    name();
    view.draw();
  });
  name();
  [this.status, this.back, this.forth, sizes].forEach(function (part) { pager.appendChild(part); });
  return pager;
};

TableView.prototype.next = function () {
  return PAGE_SIZES[(PAGE_SIZES.indexOf(this.size) + 1) % PAGE_SIZES.length];
};

TableView.prototype.isNumber = function (index) {
  return data.quantities[this.columns[index][2]].number;
};

// Numbers from the largest, text from A; again: the other way; a third time: as it was.
TableView.prototype.sort = function (index) {
  var first = this.isNumber(index) ? -1 : 1;
  var now = this.sorted.column === index ? this.sorted.direction : 0;
  var direction = now === 0 ? first : now === first ? -first : 0;
  this.sorted = {column: direction === 0 ? -1 : index, direction: direction};
  this.heads.forEach(function (head, at) {
    var is = at === index && direction !== 0;
    head.setAttribute('aria-sort', !is ? 'none' : direction > 0 ? 'ascending' : 'descending');
  });
  this.arrange();
};

TableView.prototype.find = function (text) {
  this.text = text.toLocaleLowerCase();
  this.arrange();
};

TableView.prototype.arrange = function () {
  var view = this;
  var rows = this.rows;
  var order = rows.map(function (row, index) { return index; });
  if (this.text) {
    order = order.filter(function (at) {
      return rows[at].some(function (cell, index) {
        return cell !== null && !view.isNumber(index) && String(cell).toLocaleLowerCase().includes(view.text);
      });
    });
  }
  var index = this.sorted.column;
  if (index >= 0) {
    var direction = this.sorted.direction;
    var isNumber = this.isNumber(index);
    var compare = new Intl.Collator('en', {numeric: true}).compare;
    // What is unknown stands last, either way.
    order.sort(function (one, other) {
      var a = rows[one][index];
      var b = rows[other][index];
      if (a === null || b === null) return (a === null) - (b === null) || one - other;
      return direction * (isNumber ? Number(a) - Number(b) : compare(a, b)) || one - other;
    });
  }
  this.order = order;
  this.page = 0;
  this.draw();
};

TableView.prototype.turn = function (by) {
  this.page += by;
  this.draw();
};

TableView.prototype.draw = function () {
  var view = this;
  var first = this.page * this.size;
  var last = Math.min(first + this.size, this.order.length);
  var fragment = document.createDocumentFragment();
  this.order.slice(first, last).forEach(function (at) { fragment.appendChild(view.row(view.rows[at])); });
  if (!this.order.length) {
    var none = element('tr');
    var cell = element('td', 'none', 'no such row');
    cell.colSpan = this.columns.length;
    none.appendChild(cell);
    fragment.appendChild(none);
  }
  this.body.replaceChildren(fragment);
  if (this.status) {
    this.status.textContent = this.order.length
      ? plain(first + 1, 0) + ' to ' + plain(last, 0) + ' of ' + plain(this.order.length, 0) : 'none';
    this.back.disabled = this.page === 0;
    this.forth.disabled = last >= this.order.length;
  }
};

TableView.prototype.row = function (cells) {
  var view = this;
  var row = element('tr');
  cells.forEach(function (value, index) {
    var column = view.columns[index];
    var isNumber = view.isNumber(index);
    var cell = element(index === 0 ? 'th' : 'td', (isNumber ? 'number' : 'name') + (column[4] ? ' detail' : ''));
    if (index === 0) cell.scope = 'row';
    if (!isNumber && value !== null) cell.className += lengthClass(Array.from(value).length);
    cell.textContent = isNumber ? shown(column[2], column[3], value) : value === null ? UNKNOWN : visible(value);
    if (isNumber) cell.title = exact(column[2], value);
    row.appendChild(cell);
  });
  return row;
};

// For a spreadsheet, which would take a text that begins like a formula for one.
TableView.prototype.exactText = function () {
  var view = this;
  var lines = [this.columns.map(function (column) {
    var unit = data.quantities[column[2]].exact;
    return column[1] + (unit ? ' [' + unit + ']' : '');
  })];
  this.order.forEach(function (at) {
    lines.push(view.rows[at].map(function (cell, index) {
      if (cell === null) return '';
      if (view.isNumber(index)) return digits(cell);
      var text = visible(cell);
      return /^[=+\-@]/.test(text) ? "'" + text : text;
    }));
  });
  return lines.map(function (line) { return line.join('\t'); }).join('\n');
};

TableView.prototype.copy = function (button) {
  var area = element('textarea', 'unseen', this.exactText());
  document.body.appendChild(area);
  area.select();
  var done = document.execCommand('copy');
  area.remove();
  button.focus();
  var name = button.textContent;
  button.textContent = done ? 'Copied' : 'Not copied';
  setTimeout(function () { button.textContent = name; }, 1500);
};
