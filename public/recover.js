// The last resort, in plain JavaScript so that it works when the program does not: says what happened, reloads,
// and lets people take their data with them straight from the browser's database.
(function () {
  'use strict';

  var PREFIX = 'crosskey:' + location.pathname.replace(/[^/]*$/, '') + ':';
  var element = function (id) { return document.getElementById(id); };

  // The first word is the most exact one: a fault drags others behind it.
  var shown = false;

  function show(why) {
    if (shown) return;
    if (!document.body || !element('crash')) {
      document.addEventListener('DOMContentLoaded', function () { show(why); });
      return;
    }
    shown = true;
    if (element('boot')) element('boot').remove();
    element('crash-why').textContent = why;
    element('crash').hidden = false;
    element('app').hidden = true;
    element('crash-reload').focus();
  }

  // A fault of the program itself, as a browser without WebAssembly never has it.
  function isFault(error) {
    return typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError;
  }

  function readStore(database, name) {
    return new Promise(function (resolve, reject) {
      var request = database.transaction(name, 'readonly').objectStore(name).getAll();
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }

  function readDatabase(name) {
    return new Promise(function (resolve, reject) {
      var request = indexedDB.open(name);
      request.onerror = function () { reject(request.error); };
      request.onsuccess = function () {
        var database = request.result;
        var stores = Array.from(database.objectStoreNames);
        Promise.all(stores.map(function (store) { return readStore(database, store); })).then(function (rows) {
          database.close();
          var all = {};
          stores.forEach(function (store, at) { all[store] = rows[at]; });
          resolve(all);
        }, reject);
      };
    });
  }

  function download() {
    var said = element('crash-said');
    if (typeof indexedDB !== 'object' || !indexedDB.databases) {
      said.textContent = 'This browser does not tell which databases there are. Reload, then use "Back up this browser" on the Data page.';
      return;
    }
    Promise.resolve().then(function () { return indexedDB.databases(); }).then(function (found) {
      var names = Array.from(found || []).map(function (one) { return one.name; }).filter(function (name) { return name.indexOf(PREFIX) === 0; });
      return Promise.all(names.map(readDatabase)).then(function (contents) {
        var all = {};
        names.forEach(function (name, at) { all[name] = contents[at]; });
        var link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([JSON.stringify(all)], { type: 'application/json' }));
        link.download = 'crosskey-data.json';
        link.click();
        // The browser reads the file after the click; freeing it at once would cut that off.
        setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
        said.textContent = 'Saved as crosskey-data.json. It holds every key in readable form; keep it safe.';
      });
    }).catch(function (error) {
      said.textContent = 'The data could not be read: ' + error;
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    element('crash-reload').addEventListener('click', function () { location.reload(); });
    element('crash-download').addEventListener('click', download);
    if (typeof WebAssembly !== 'object') {
      show('This browser does not offer WebAssembly, or something blocks it. Allow it for this page, or use a current browser.');
    }
  });

  var PATIENCE = 20000;
  setTimeout(function () {
    var boot = element('boot');
    if (boot && !shown) {
      boot.textContent = 'Still loading. The connection may be slow or cut off; reload the page to try again.';
    }
  }, PATIENCE);

  // The program tells of its own panics; without their text, which might quote what somebody typed.
  window.addEventListener('crosskey-panic', function (event) {
    show('The program met a fault it could not mend (' + event.detail + ').');
  });

  window.addEventListener('unhandledrejection', function (event) {
    if (isFault(event.reason)) {
      show('The program met a fault it could not mend.');
    } else if (element('boot')) {
      show('The program could not be loaded. WebAssembly may be blocked here, or the connection was lost.');
    }
  });

  window.addEventListener('error', function (event) {
    if (isFault(event.error)) {
      show('The program met a fault it could not mend.');
    } else if (element('boot')) {
      show('A part of the program could not be loaded. Check the connection and reload.');
    }
  }, true);
})();
