// Makes one signed call again and again with a JavaScript client, or only its signature.
//
// LOAD is the request as JSON. Prints the last answer, or the last signature: whoever measures sees that there is one.
//
// usage: node_client.mjs <folder with node_modules> CLIENT call|sign COUNT LOAD

import { createRequire } from 'node:module';
import { writeSync } from 'node:fs';
import { join } from 'node:path';

const [folder, client, part, count, given] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const load = JSON.parse(given);
const server = new URL(load.url);
const query = Object.fromEntries(load.query);
const headers = Object.fromEntries(load.headers);
const credentials = { accessKeyId: load.key_id, secretAccessKey: load.secret, sessionToken: load.token };

function aws4Signer() {
  const aws4 = require('aws4');
  const path = `${load.path}?${load.encoded_query}`;
  return () => aws4.sign({ host: server.host, path, service: 'execute-api', region: load.region, headers: { ...headers } }, credentials);
}

function aws4Call() {
  const http = require('node:http');
  const signed = aws4Signer();
  const agent = new http.Agent({ keepAlive: true });
  return () =>
    new Promise((resolve, reject) => {
      const options = { ...signed(), hostname: server.hostname, port: server.port, agent };
      const request = http.request(options, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => resolve(JSON.parse(text)));
      });
      request.on('error', reject);
      request.end();
    });
}

function aws4Sign() {
  const signed = aws4Signer();
  return () => signed().headers.Authorization;
}

function smithySigner() {
  const { SignatureV4 } = require('@smithy/signature-v4');
  const { HttpRequest } = require('@smithy/core/protocols');
  const { Sha256Node } = require('@smithy/core/checksum');
  const signer = new SignatureV4({ credentials, region: load.region, service: 'execute-api', sha256: Sha256Node });
  const { protocol, hostname, host } = server;
  const parts = { method: 'GET', protocol, hostname, port: Number(server.port), path: load.path, query };
  return () => signer.sign(new HttpRequest({ ...parts, headers: { ...headers, host } }));
}

function smithyCall() {
  const { NodeHttpHandler } = require('@smithy/node-http-handler');
  const signed = smithySigner();
  const handler = new NodeHttpHandler();
  return async () => {
    const { response } = await handler.handle(await signed());
    let text = '';
    for await (const chunk of response.body.setEncoding('utf8')) text += chunk;
    return JSON.parse(text);
  };
}

function smithySign() {
  const signed = smithySigner();
  return async () => (await signed()).headers.authorization;
}

// Credentials from a provider that has them, the least that aws-amplify can do.
function amplifyGivenCredentials() {
  const { Amplify } = require('aws-amplify');
  Amplify.configure(amplifyConfig(), {
    Auth: {
      tokenProvider: { getTokens: async () => null },
      credentialsProvider: {
        getCredentialsAndIdentityId: async () => ({ credentials }),
        clearCredentialsAndIdentityId: () => {},
      },
    },
  });
  return amplifyGet();
}

// A user's session, as applications have it.
async function amplifySignedIn() {
  const { Amplify } = require('aws-amplify');
  const { signIn } = require('aws-amplify/auth');
  Amplify.configure(amplifyConfig());
  const options = { authFlowType: 'USER_PASSWORD_AUTH' };
  const { isSignedIn } = await signIn({ username: 'ada', password: 'correct horse', options });
  if (!isSignedIn) throw new Error('aws-amplify did not sign in');
  return amplifyGet();
}

// aws-amplify warns of each endpoint that is not AWS's own.
console.warn = () => {};

const amplifyConfig = () => ({
  Auth: {
    Cognito: {
      userPoolId: `${load.region}_Example`,
      userPoolClientId: 'client',
      userPoolEndpoint: load.url,
      identityPoolId: `${load.region}:11111111-1111-4111-8111-111111111111`,
      identityPoolEndpoint: load.url,
    },
  },
  API: { REST: { bench: { endpoint: load.url, region: load.region, service: 'execute-api' } } },
});

function amplifyGet() {
  const { get } = require('aws-amplify/api');
  const request = { apiName: 'bench', path: load.path, options: { queryParams: query, headers } };
  return async () => (await get(request).response).body.json();
}

function amplifySign() {
  const { signRequest } = require('@aws-amplify/core/internals/aws-client-utils');
  const url = new URL(`${load.url}${load.path}?${load.encoded_query}`);
  const options = { credentials, signingRegion: load.region, signingService: 'execute-api' };
  return () => signRequest({ method: 'GET', url, headers }, { ...options, signingDate: new Date() }).headers.authorization;
}

const clients = {
  aws4: { call: aws4Call, sign: aws4Sign },
  smithy: { call: smithyCall, sign: smithySign },
  'aws-amplify': { call: amplifyGivenCredentials, sign: amplifySign },
  'aws-amplify-signed-in': { call: amplifySignedIn },
};
const run = await clients[client][part]();
let last;
for (let number = 0; number < Number(count); number += 1) last = await run();
writeSync(1, `${JSON.stringify(last)}\n`);
process.exit(0);
