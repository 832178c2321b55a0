// Asks the browser for a passkey before the form inside is sent: data-act "get" to sign in with one, "create" to make one.
// The server's side of it comes from data-options.
customElements.define("plumb-passkey", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.ask(event), { capture: true });
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      this.say("This browser has no passkeys, or this address is not secure.");
      this.querySelector("button").disabled = true;
    }
  }

  async ask(event) {
    const form = event.target;
    const credential = form.querySelector("[data-credential]");
    if (credential.value) {
      return;
    }

    event.preventDefault();
    event.stopPropagation();
    this.say("");
    try {
      const answer = await fetch(this.dataset.options, {
        method: "POST",
        headers: { RequestVerificationToken: form.querySelector("input[name=__RequestVerificationToken]").value },
      });
      if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
      }

      const options = await answer.json();
      const key = this.dataset.act === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      credential.value = JSON.stringify(key);
      form.requestSubmit();
    } catch (error) {
      // Closing the browser's question is an answer, too.
      this.say(error.name === "NotAllowedError" ? "No passkey was chosen." : `That did not work. ${error.message}`);
    }
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }
});
