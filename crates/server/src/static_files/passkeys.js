// Forms marked data-passkey: the server's question is put to a passkey of the device, and the form carries its answer.

const canAsk = () => location.hostname === "localhost" && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

export function passkeys() {
  if (!canAsk()) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const says = form.querySelector("[role=status]");
  says.textContent = "";
  try {
    const asked = await fetch(form.dataset.passkey, { method: "POST", headers: { accept: "application/json" } });
    const body = await asked.json();
    if (!asked.ok) throw new Error(`${body.title}: ${body.detail}`);
    form.elements.answer.value = JSON.stringify((await ask(body.options.publicKey)).toJSON());
    form.elements.question.value = body.question;
    form.submit();
  } catch (error) {
    says.textContent = error.name === "NotAllowedError" ? "No passkey was used. Try again, or use your password." : error.message;
  }
}

// Only what makes a new key names the party that it is for.
const ask = (options) => options.rp
  ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
  : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
