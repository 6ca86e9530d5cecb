/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-admin.h"

#include "desk-field.h"
#include "desk-openssl.h"
#include "desk-store-account.h"
#include "desk-store-audit.h"
#include "desk-store-sms.h"
#include "desk-store-ukey.h"
#include "desk-ukey-sessions.h"
#include "desk-unblock-requests.h"
#include "desk-wire-reader.h"
#include "desk-x509.h"

#include <string.h>

#define ACTOR        "admin"
#define MAX_PEM      (32 * 1024)
#define MAX_NOTE     400 /* characters */
#define MAX_DAYS     1827
#define DEFAULT_DAYS 365
/* CRLReason unspecified, RFC 5280 5.3.1. */
#define REASON_UNSPECIFIED 0

typedef STACK_OF (X509) BorrowedList;

static void
borrowed_list_free (BorrowedList *list)
{
  sk_X509_free (list);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BorrowedList, borrowed_list_free)

/* A command reads its arguments and gives the text it answers, NULL with @error set. */
typedef char *(*Command) (DeskBackend *backend, DeskWireReader *arguments, GError **error);

static char *
read_phone (DeskWireReader *arguments, GError **error)
{
  g_autofree char *phone
      = desk_field_normalise_mobile (desk_wire_reader_string (arguments, "phone", 32));

  if (desk_field_check_mobile (phone) != DESK_FIELD_OK) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not a mobile number");
    return NULL;
  }

  return g_steal_pointer (&phone);
}

typedef struct {
  DeskBackend *backend;
  const char *phone;
  char *text; /* out */
} Outbox;

static gboolean
read_outbox (DeskDb *db, gpointer data, GError **error)
{
  Outbox *outbox = data;

  return desk_store_sms_message_get_newest (db, outbox->backend->crypt, outbox->phone,
                                            &outbox->text, error);
}

static char *
run_outbox (DeskBackend *backend, DeskWireReader *arguments, GError **error)
{
  g_autofree char *phone = read_phone (arguments, error);
  Outbox outbox = { backend, phone, NULL };

  if (phone == NULL
      || !desk_store_run (backend->store, DESK_STORE_READ, read_outbox, &outbox, error))
    return NULL;
  if (outbox.text == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "nothing was sent to this number");

  return outbox.text;
}

static char *
run_ca_root (DeskBackend *backend, DeskWireReader *arguments, GError **error)
{
  return g_strdup (desk_authority_get_root_pem (backend->authority));
}

typedef struct {
  DeskBackend *backend;
  X509 *certificate; /* borrowed */
  const char *phone; /* NULL when it is revoked */
} Binding;

static gboolean
bind_certificate (DeskDb *db, gpointer data, GError **error)
{
  Binding *binding = data;
  gint64 now = desk_clock_now_seconds (binding->backend->clock);
  g_autoptr (DeskStoreAccount) account = NULL;
  g_autofree char *issuer = desk_ukey_dup_issuer_sha256 (binding->certificate);
  g_autofree char *serial = desk_x509_get_serial (binding->certificate);
  g_autoptr (GBytes) der = desk_x509_to_der (binding->certificate);
  DeskStoreCertificate stored = { .issuer_sha256 = issuer,
                                  .serial = serial,
                                  .der = der,
                                  .not_after = desk_x509_get_not_after (binding->certificate) };

  if (!desk_store_account_ensure (db, binding->backend->crypt, binding->phone, now, &account, NULL,
                                  error))
    return FALSE;

  stored.account_id = account->id;
  return desk_store_certificate_add (db, binding->backend->crypt, &stored, ACTOR, now, error);
}

static char *
chain_to_pem (DeskBackend *backend, X509 *certificate)
{
  g_autoptr (BorrowedList) chain = sk_X509_new_null ();
  STACK_OF (X509) *issuers = desk_authority_get_issuers (backend->authority);

  sk_X509_push (chain, certificate);
  for (int i = 0; i < sk_X509_num (issuers); i++)
    sk_X509_push (chain, sk_X509_value (issuers, i));

  return desk_x509_list_to_pem (chain);
}

static char *
run_ca_issue (DeskBackend *backend, DeskWireReader *arguments, GError **error)
{
  g_autofree char *phone = read_phone (arguments, error);
  const char *csr = desk_wire_reader_filled (arguments, "csr", MAX_PEM);
  const char *name = desk_wire_reader_filled (arguments, "name", 64);
  gint64 days = DEFAULT_DAYS;
  g_autoptr (X509) certificate = NULL;
  Binding binding;

  if (desk_wire_reader_has (arguments, "days"))
    days = desk_wire_reader_int (arguments, "days", 1, MAX_DAYS);
  if (phone == NULL || !desk_wire_reader_finish (arguments, error))
    return NULL;

  certificate
      = desk_authority_issue_person (backend->authority, csr, name, (unsigned int) days, error);
  if (certificate == NULL)
    return NULL;

  binding = (Binding){ backend, certificate, phone };
  if (!desk_store_run (backend->store, DESK_STORE_WRITE, bind_certificate, &binding, error))
    return NULL;

  return chain_to_pem (backend, certificate);
}

static gboolean
revoke_certificate (DeskDb *db, gpointer data, GError **error)
{
  Binding *binding = data;
  g_autofree char *issuer = desk_ukey_dup_issuer_sha256 (binding->certificate);
  g_autofree char *serial = desk_x509_get_serial (binding->certificate);

  return desk_store_certificate_revoke (db, issuer, serial, REASON_UNSPECIFIED, ACTOR,
                                        desk_clock_now_seconds (binding->backend->clock), error);
}

static char *
run_ca_revoke (DeskBackend *backend, DeskWireReader *arguments, GError **error)
{
  const char *pem = desk_wire_reader_filled (arguments, "certificate", MAX_PEM);
  g_autoptr (X509) certificate = NULL;
  Binding binding;

  if (!desk_wire_reader_finish (arguments, error))
    return NULL;
  certificate = desk_x509_new_from_pem (pem, error);
  if (certificate == NULL)
    return NULL;

  binding = (Binding){ backend, certificate, NULL };
  if (!desk_store_run (backend->store, DESK_STORE_WRITE, revoke_certificate, &binding, error))
    return NULL;

  return g_strdup ("");
}

static gboolean
verify_audit (DeskDb *db, gpointer data, GError **error)
{
  return desk_store_audit_verify (db, data, error);
}

static char *
run_audit_verify (DeskBackend *backend, DeskWireReader *arguments, GError **error)
{
  gint64 n_rows = 0;

  if (!desk_store_run (backend->store, DESK_STORE_READ, verify_audit, &n_rows, error))
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT " rows, all of them fit", n_rows);
}

typedef struct {
  DeskBackend *backend;
  const char *number;
  const char *note;
  DeskUnblockState state;
  char *text; /* out */
} Unblock;

static gboolean
list_unblocks (DeskDb *db, gpointer data, GError **error)
{
  Unblock *unblock = data;

  unblock->text = desk_unblock_requests_dup_list (unblock->backend, db, error);
  return unblock->text != NULL;
}

static char *
run_unblock_list (DeskBackend *backend, DeskWireReader *arguments, GError **error)
{
  Unblock unblock = { .backend = backend };

  if (!desk_store_run (backend->store, DESK_STORE_READ, list_unblocks, &unblock, error))
    return NULL;

  return unblock.text;
}

static gboolean
close_unblock (DeskDb *db, gpointer data, GError **error)
{
  Unblock *unblock = data;

  return desk_unblock_requests_close (unblock->backend, db, unblock->number, unblock->state,
                                      unblock->note,
                                      desk_clock_now_seconds (unblock->backend->clock), error);
}

static char *
run_unblock_close (DeskBackend *backend, DeskWireReader *arguments, GError **error)
{
  Unblock unblock = { .backend = backend };

  unblock.number = desk_wire_reader_filled (arguments, "number", 40);
  unblock.note = desk_wire_reader_string (arguments, "note", MAX_NOTE);
  unblock.state
      = (DeskUnblockState) desk_wire_reader_enum (arguments, "state", DESK_TYPE_UNBLOCK_STATE);
  if (!desk_wire_reader_finish (arguments, error))
    return NULL;
  if (unblock.state == DESK_UNBLOCK_RECEIVED) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "a request cannot be opened again");
    return NULL;
  }
  if (!desk_store_run (backend->store, DESK_STORE_WRITE, close_unblock, &unblock, error))
    return NULL;

  return g_strdup ("");
}

static const struct {
  const char *name;
  Command run;
} commands[] = {
  { "outbox", run_outbox },
  { "ca-root", run_ca_root },
  { "ca-issue", run_ca_issue },
  { "ca-revoke", run_ca_revoke },
  { "audit-verify", run_audit_verify },
  { "unblock-list", run_unblock_list },
  { "unblock-close", run_unblock_close },
};

static char *
run_command (DeskBackend *backend, JsonObject *request, GError **error)
{
  g_autoptr (DeskWireReader) arguments = desk_wire_reader_new (request, "", TRUE);
  const char *name = desk_wire_reader_string (arguments, "command", 32);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return commands[i].run (backend, arguments, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no such command");
  return NULL;
}

static JsonNode *
answer (const char *member, const char *text)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, member, text);
  json_node_take_object (node, object);
  return node;
}

JsonNode *
desk_admin_run (DeskBackend *backend, JsonObject *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = run_command (backend, request, &error);

  return text != NULL ? answer ("text", text) : answer ("error", error->message);
}

char *
desk_admin_run_line (DeskBackend *backend, const char *line, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (line, length);
  g_autoptr (JsonNode) request = desk_wire_parse (bytes, NULL);
  g_autoptr (JsonNode) reply = NULL;

  if (request == NULL || !JSON_NODE_HOLDS_OBJECT (request))
    reply = answer ("error", "not a JSON object");
  else
    reply = desk_admin_run (backend, json_node_get_object (request));

  return json_to_string (reply, FALSE);
}
