// The page's own part: keys go to the terminal as soon as it shows something, and when it is
// closed, to the button that opens it again.
document.addEventListener("DOMContentLoaded", () => {
  const again = document.querySelector("#again");
  again.addEventListener("click", () => window.location.reload());
  let typing = false;
  new MutationObserver(() => {
    const classes = document.body.classList;
    if (classes.contains("-closed")) again.focus();
    else if (classes.contains("-first-byte") && !typing) {
      typing = true;
      document.querySelector(".xterm-helper-textarea").focus();
    }
  }).observe(document.body, { attributeFilter: ["class"] });
});
