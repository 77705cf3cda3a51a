// What the page does before the program is there: it shows the welcome to whoever comes for the first time, and to
// everybody else that it is loading; and it notes who asked for the demo meanwhile.
(function () {
  'use strict';

  var PREFIX = 'crosskey:' + location.pathname.replace(/[^/]*$/, '') + ':';
  var root = document.documentElement;

  // Whether anything was kept here before. Where the browser does not say, something may have been.
  function hasBegun() {
    try {
      return Object.keys(localStorage).some(function (name) { return name.indexOf(PREFIX) === 0; });
    } catch (error) {
      return true;
    }
  }

  function goesElsewhere() {
    return !/^(#\/?)?$/.test(location.hash);
  }

  function app() {
    return document.getElementById('app');
  }

  function show() {
    var wantsDemo = app() && 'wantsDemo' in app().dataset;
    root.classList.toggle('loading', goesElsewhere() || wantsDemo || hasBegun());
  }

  // Without scripts nothing loads, so only a script may show what stands there while something does.
  root.classList.add('scripted');
  show();

  // Who goes elsewhere wants that page, and no demo any more.
  addEventListener('hashchange', function () {
    if (app()) delete app().dataset.wantsDemo;
    show();
  });

  // The program starts when this is over: what it takes to compile it would keep the browser from painting the page. A page
  // in the background is not painted.
  var LONGEST_WAIT = 1000;
  window.firstPaint = new Promise(function (done) {
    var known = window.PerformanceObserver && PerformanceObserver.supportedEntryTypes;
    if (document.hidden || !known || known.indexOf('paint') < 0) return done();
    new PerformanceObserver(function () { setTimeout(done); }).observe({ type: 'paint', buffered: true });
    setTimeout(done, LONGEST_WAIT);
  });

  document.addEventListener('click', function (event) {
    if (event.target.id !== 'first-demo') return;
    app().dataset.wantsDemo = '';
    show();
  });
})();
