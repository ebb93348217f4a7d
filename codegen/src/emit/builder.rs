//! `Builder`: what has a default, and the one place where a backend is put together.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{self, Argument};
use super::{ident, type_of};
use crate::in_place::in_place;
use crate::plan::{ApiKey, Authorizer, Plan, PlannedEndpoint};

/// The struct and its methods.
pub(super) fn items(plan: &Plan) -> TokenStream {
    let fields = arguments::of(plan);
    let fields = fields.iter().map(|Argument { name, keeps, .. }| quote!(#name: #keeps));
    let auth = plan.has_auth().then_some(in_place(|| auth(plan)));
    let auth_field = plan.has_auth().then(|| quote!(auth,));
    let endpoints = plan.endpoints.iter().map(|endpoint| in_place(|| construction(plan, endpoint)));
    quote! {
        /// Makes a [`Backend`].
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct Builder {
            client: Option<::amplify_rest::Client>,
            /// A secret, because a configuration may hold API keys.
            config: Option<::amplify_rest::Secret>,
            #(#fields,)*
        }
        impl Builder {
            /// The client to send through. Default: one with the SDK's defaults.
            pub fn client(self, client: ::amplify_rest::Client) -> Self {
                Self { client: Some(client), ..self }
            }
            /// Another environment's configuration, of the same format. Default: the one that was compiled in.
            pub fn config(self, text: &str) -> Self {
                Self { config: Some(text.into()), ..self }
            }
            /// The backend. Contacts nobody.
            ///
            /// # Errors
            ///
            /// When the connections cannot be set up, or another environment's configuration does not fit.
            pub fn build(self) -> Result<Backend, ::amplify_rest::Error> {
                let settings = match &self.config {
                    Some(text) => Settings::read(text.expose())?,
                    None => Settings::compiled_in(),
                };
                let client = match self.client {
                    Some(client) => client,
                    None => ::amplify_rest::Client::new()?,
                };
                #auth
                Ok(Backend {
                    #(#endpoints,)*
                    #auth_field
                    client,
                })
            }
        }
    }
}

fn auth(plan: &Plan) -> TokenStream {
    let user_pool = plan.user_pool.as_ref().map(|pool| {
        let secret = pool.client_secret.as_ref().map(|_| quote!(.client_secret(self.client_secret)));
        quote!(.user_pool(settings.user_pool #secret))
    });
    let identity_pool = plan.identity_pool.as_ref().map(|_| quote!(.identity_pool(settings.identity_pool)));
    quote! {
        let auth = ::amplify_rest::AuthConfig::new() #user_pool #identity_pool;
        let auth = ::amplify_rest::Auth::new(&client, auth)?;
    }
}

/// `stats: stats::Stats::new(settings.stats, self.stats_api_key, &client, &auth)?`.
fn construction(plan: &Plan, endpoint: &PlannedEndpoint) -> TokenStream {
    let (name, of) = (ident(&endpoint.names.module), type_of(endpoint));
    let (interceptor, api_key) = (arguments::interceptor_name(endpoint), arguments::api_key_name(endpoint));
    let interceptor = (endpoint.authorizer == Authorizer::Custom).then(|| quote!(self.#interceptor,));
    let api_key = match endpoint.api_key {
        ApiKey::None => None,
        ApiKey::Argument => Some(quote!(self.#api_key,)),
        ApiKey::CompiledIn(_) => Some(quote!(settings.#api_key,)),
    };
    let auth = plan.has_auth().then(|| quote!(, &auth));
    quote!(#name: #of::new(settings.#name, #interceptor #api_key &client #auth)?)
}
