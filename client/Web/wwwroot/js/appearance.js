// Applies the chosen appearance before the first paint, and again whenever this page or another of the site changes it.
(() => {
  const grounds = { light: '#faf9f6', dark: '#131715' };
  const apply = () => {
    let choice = null;
    try {
      choice = localStorage.getItem('text2llm.appearance');
    } catch {
      // Storage is blocked: the system's appearance it is.
    }
    const chosen = choice === 'light' || choice === 'dark' ? choice : null;
    if (chosen) {
      document.documentElement.dataset.theme = chosen;
    } else {
      delete document.documentElement.dataset.theme;
    }
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = grounds[chosen ?? meta.dataset.for];
    }
  };
  apply();
  addEventListener('storage', apply);
  addEventListener('text2llm:appearance', apply);
})();
