// Options of the Markdown editor in the back office. Its spell checker would fetch an English dictionary from the
// internet, and its icon font is not bundled: so it checks nothing, and its buttons carry words (markdown-editor.css).
(() => {
  const words = document.currentScript.dataset;
  const button = (name, action) => ({ name, text: words[name], title: words[name], action: (editor) => action()(editor) });
  window.wagtailMarkdown = {
    options: {
      spellChecker: false,
      status: false,
      toolbar: [
        button("heading", () => EasyMDE.toggleHeading2),
        button("subheading", () => EasyMDE.toggleHeading3),
        "|",
        button("bold", () => EasyMDE.toggleBold),
        button("italic", () => EasyMDE.toggleItalic),
        "|",
        button("list", () => EasyMDE.toggleUnorderedList),
        button("numbers", () => EasyMDE.toggleOrderedList),
        button("quote", () => EasyMDE.toggleBlockquote),
        button("link", () => EasyMDE.drawLink),
        "|",
        { ...button("preview", () => EasyMDE.togglePreview), noDisable: true },
      ],
    },
  };
})();
