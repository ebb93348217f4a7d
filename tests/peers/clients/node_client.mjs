// Real JavaScript clients against a backend: aws-amplify (Auth, REST) and amazon-cognito-identity-js.
//
// Reads one JSON object from standard input (what to call, with which users and keys), prints one
// JSON object: for each step, what came back. Judges nothing: the Rust test says what is right.
//
// usage: node_client.mjs <folder with node_modules>

import { createRequire } from 'node:module';
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.argv[2], 'package.json'));
const { Amplify } = require('aws-amplify');
const { signIn, confirmSignIn, signOut, fetchAuthSession } = require('aws-amplify/auth');
const { cognitoUserPoolsTokenProvider } = require('aws-amplify/auth/cognito');
const { get, post } = require('aws-amplify/api');
const identityJs = require('amazon-cognito-identity-js');

const given = JSON.parse(readFileSync(0, 'utf8'));

const memory = () => {
  const held = new Map();
  return {
    setItem: async (key, value) => void held.set(key, value),
    getItem: async (key) => held.get(key) ?? null,
    removeItem: async (key) => void held.delete(key),
    clear: async () => held.clear(),
  };
};

// A new page load, so to speak: nobody is signed in, nothing is cached.
async function fresh() {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: given.user_pool,
        userPoolClientId: given.clients.public.id,
        userPoolEndpoint: given.endpoint,
        identityPoolId: given.identity_pool,
        identityPoolEndpoint: given.endpoint,
        allowGuestAccess: true,
      },
    },
    API: {
      REST: Object.fromEntries(
        Object.entries(given.endpoints).map(([name, endpoint]) => [name, { endpoint, region: given.region, service: 'execute-api' }]),
      ),
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memory());
  await signOut();
}

async function signedIn() {
  await fresh();
  await signIn({ username: 'ada', password: given.users.ada });
}

async function call(operation, apiName, path, options = {}) {
  try {
    const answer = await operation({ apiName, path, options: { retryStrategy: { strategy: 'no-retry' }, ...options } }).response;
    return { status: answer.statusCode, body: await answer.body.text() };
  } catch (error) {
    if (!error.response) throw error;
    return { status: error.response.statusCode, error: error.name, body: error.response.body };
  }
}

const sessionOf = async () => {
  const session = await fetchAuthSession();
  return {
    identity: session.identityId,
    key: session.credentials?.accessKeyId.slice(0, 4),
    sub: session.userSub,
    access: session.tokens?.accessToken.payload,
    id: session.tokens?.idToken?.payload,
  };
};

const identityJsSignIn = (password) =>
  new Promise((resolve, reject) => {
    const pool = new identityJs.CognitoUserPool({
      UserPoolId: given.user_pool,
      ClientId: given.clients.public.id,
      endpoint: given.endpoint,
      Storage: { setItem() {}, getItem: () => null, removeItem() {}, clear() {} },
    });
    const user = new identityJs.CognitoUser({ Username: 'ada', Pool: pool, Storage: pool.storage });
    user.authenticateUser(new identityJs.AuthenticationDetails({ Username: 'ada', Password: password }), {
      onSuccess: (session) => resolve(session.getAccessToken().decodePayload()),
      onFailure: reject,
    });
  });

const tampered = (token) => {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  claims.sub = '00000000-0000-4000-8000-000000000000';
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
};

const steps = {
  guest_session: async () => (await fresh(), sessionOf()),
  guest_allowed: async () => (await fresh(), call(get, 'todos', '/public/notes')),
  guest_outside_role: async () => (await fresh(), call(get, 'todos', '/private/notes')),
  wrong_password: async () => (await fresh(), signIn({ username: 'ada', password: 'Wrong1!wrong' })),
  sign_in: async () => (await signedIn(), sessionOf()),
  user_gets: async () => (await signedIn(), call(get, 'todos', '/private/notes', { queryParams: { q: 'a+b é', colon: ':;' } })),
  user_posts: async () => (await signedIn(), call(post, 'todos', '/private/notes', { body: { text: 'ë' } })),
  wrong_secret: async () => {
    await signedIn();
    const { credentials } = await fetchAuthSession();
    Amplify.configure(Amplify.getConfig(), {
      Auth: {
        tokenProvider: cognitoUserPoolsTokenProvider,
        credentialsProvider: {
          getCredentialsAndIdentityId: async () => ({
            credentials: { ...credentials, secretAccessKey: [...credentials.secretAccessKey].reverse().join('') },
          }),
          clearCredentialsAndIdentityId: () => {},
        },
      },
    });
    return call(get, 'todos', '/private/notes');
  },
  token: async () => {
    await signedIn();
    const { tokens } = await fetchAuthSession();
    return call(get, 'profile', '/notes', { headers: { Authorization: tokens.accessToken.toString() } });
  },
  token_tampered: async () => {
    await signedIn();
    const { tokens } = await fetchAuthSession();
    return call(get, 'profile', '/notes', { headers: { Authorization: tampered(tokens.accessToken.toString()) } });
  },
  key: async () => (await fresh(), call(get, 'stats', '/notes', { headers: { 'x-api-key': given.api_key, Authorization: 'none' } })),
  key_wrong: async () => (await fresh(), call(get, 'stats', '/notes', { headers: { 'x-api-key': 'wrong', Authorization: 'none' } })),
  new_password: async () => {
    await fresh();
    const first = await signIn({ username: 'newcomer', password: given.users.newcomer });
    const then = await confirmSignIn({ challengeResponse: 'Zz9?entirely-new' });
    return { first: first.nextStep.signInStep, then: then.nextStep.signInStep, session: await sessionOf() };
  },
  refreshed: async () => {
    await signedIn();
    const before = (await fetchAuthSession()).tokens.accessToken.toString();
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens.accessToken.toString();
    return { changed: before !== after, session: await sessionOf() };
  },
  identity_js: () => identityJsSignIn(given.users.ada),
  identity_js_wrong_password: () => identityJsSignIn('Wrong1!wrong'),
};

const results = {};
for (const [name, step] of Object.entries(steps)) {
  try {
    results[name] = { result: await step() };
  } catch (error) {
    results[name] = { error: error.name, message: error.message };
  }
}
writeSync(1, JSON.stringify(results));
process.exit(0);
