// Lets an activity be logged without a connection: keeps the page for that, which names nobody, and the styles and scripts it is made of. It keeps no other page.
const kept = "plumbline-1";
const form = "/activities/log";
const shell = "/activities/offline";
const most = 80; // files; those of earlier versions go first

const isAsset = (url) => url.origin === self.location.origin && /^\/(ui|_framework|icons)\/|^\/plumbline\.[^/]*svg$/.test(url.pathname);

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { data } = event;
  const made = (data?.made ?? []).map((name) => new URL(name)).filter(isAsset);
  event.waitUntil(caches.open(kept).then((cache) => Promise.allSettled([data?.renew && renew(), ...made.map((url) => keep(cache, url.href))])).then(trim));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET") {
    return;
  }

  if (url.origin === self.location.origin && url.pathname === form) {
    event.respondWith(fetch(event.request).catch(async () => (await caches.match(shell)) ?? Response.error()));
  } else if (isAsset(url)) {
    event.respondWith(fetch(event.request).catch(async () => (await caches.match(event.request, { ignoreVary: true })) ?? Response.error()));
  }
});

/** Reads the page anew, since the company may have named its types anew. Signed out, the one kept stays. */
async function renew() {
  const response = await fetch(shell, { redirect: "manual" }).catch(() => null);
  if (response?.ok) {
    await (await caches.open(kept)).put(shell, response);
  }
}

async function keep(cache, address) {
  if (!await cache.match(address, { ignoreVary: true })) {
    const response = await fetch(address);
    response.ok && await cache.put(address, response);
  }
}

async function trim() {
  const cache = await caches.open(kept);
  const assets = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== shell);
  await Promise.all(assets.slice(0, Math.max(0, assets.length - most)).map((request) => cache.delete(request)));
}
