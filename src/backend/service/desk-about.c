/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-service"

#include "desk-about.h"

#include "desk-backend.h"
#include "desk-contract.h"
#include "desk-statement.h"
#include "desk-wire-service.h"
#include "desk-x509.h"

#include <string.h>

#define STATUS_OK 200

static GBytes *
describe_service (DeskBackend *backend)
{
  g_auto (DeskWireService) answer = { 0 };
  g_autoptr (JsonNode) root = NULL;
  const DeskBranch *branches;
  gsize n_branches;
  char *text;

  desk_wire_service_init (&answer);
  answer.name = g_strdup ("CertDesk");
  answer.version = g_strdup (DESK_VERSION);
  answer.authority = g_strdup (desk_authority_get_name (backend->authority));
  answer.offers_invoice = desk_config_get_invoice (backend->config);
  answer.offers_payment = desk_config_get_payment (backend->config);
  for (int years = 1; years <= MIN (DESK_CONFIG_MAX_YEARS, DESK_APPLICATION_MAX_VALIDITY_YEARS);
       years++)
    answer.prices_fen[years] = desk_config_get_price (backend->config, years);

  branches = desk_config_get_branches (backend->config, &n_branches);
  for (gsize i = 0; i < n_branches; i++) {
    DeskWireBranch branch
        = { branches[i].code, branches[i].name, branches[i].address, branches[i].hours };

    desk_wire_service_add_branch (&answer, &branch);
  }

  root = desk_wire_service_to_json (&answer);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
get_service (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  if (backend->service == NULL)
    backend->service = describe_service (backend);

  desk_response_set_bytes (response, STATUS_OK, backend->service, "application/json", NULL);
  return TRUE;
}

static gboolean
get_trust (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  const char *pem = desk_authority_get_root_pem (backend->authority);
  g_autoptr (GBytes) body = g_bytes_new (pem, strlen (pem));

  desk_response_set_bytes (response, STATUS_OK, body, "application/x-pem-file", NULL);
  return TRUE;
}

/* Who stands between the root and the certificates it is asked about. */
static gboolean
get_issuers (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autofree char *pem = desk_x509_list_to_pem (desk_authority_get_issuers (backend->authority));
  g_autoptr (GBytes) body = g_bytes_new (pem, strlen (pem));

  desk_response_set_bytes (response, STATUS_OK, body, "application/x-pem-file", NULL);
  return TRUE;
}

static gboolean
get_contract_text (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  DeskWireContractText answer = {
    .version = (char *) desk_contract_text_get_version (),
    .sha256 = (char *) desk_contract_text_get_sha256 (),
    .sm3 = (char *) desk_contract_text_get_sm3 (),
    .text = (char *) desk_contract_text_get (),
  };

  desk_response_take_json (response, STATUS_OK, desk_wire_contract_text_to_json (&answer));
  return TRUE;
}

static void
answer_ok (DeskResponse *response)
{
  static const char ok[] = "{\"status\":\"ok\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (ok, sizeof ok - 1);

  desk_response_set_bytes (response, STATUS_OK, body, "application/json", NULL);
}

static gboolean
get_health (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  answer_ok (response);
  return TRUE;
}

/* Ready: the database answers a question about its content. */
static gboolean
get_readiness (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT number FROM audit_head WHERE id = 1", error);

  if (statement == NULL || desk_statement_step (statement, error) == DESK_DB_FAILED)
    return FALSE;

  answer_ok (response);
  return TRUE;
}

const DeskRoute desk_about_routes[] = {
  { "GET", "/v1/service", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_FIXED, get_service,
    NULL },
  { "GET", "/v1/trust", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_FIXED, get_trust, NULL },
  { "GET", "/v1/issuers", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_FIXED, get_issuers,
    NULL },
  { "GET", "/v1/contract-text", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_FIXED,
    get_contract_text, NULL },
  { "GET", "/healthz", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_FIXED, get_health, NULL },
  { "GET", "/readyz", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_NONE, get_readiness, NULL },
};
const gsize desk_about_n_routes = G_N_ELEMENTS (desk_about_routes);
