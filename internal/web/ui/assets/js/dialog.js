// Opens dialogs where the browser does not know the attributes commandfor and command yet.
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[commandfor]");
    if (button) document.getElementById(button.getAttribute("commandfor"))?.showModal();
  });
}
