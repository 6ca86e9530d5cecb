/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-wire.h"

G_BEGIN_DECLS

typedef struct {
  char *code;    /* owned */
  char *name;    /* owned */
  char *address; /* owned */
  char *hours;   /* owned */
} DeskWireBranch;

#define DESK_WIRE_NOT_OFFERED (-1)

/* GET /v1/service, answer. Begins zeroed, but see desk_wire_service_init(). */
typedef struct {
  char *name;      /* owned; of the program */
  char *version;   /* owned */
  char *authority; /* owned; name of the CA */
  gboolean offers_invoice;
  gboolean offers_payment;
  gint64 attachment_min_bytes;
  gint64 attachment_max_bytes;
  /* By years, 1/100 yuan, or DESK_WIRE_NOT_OFFERED; [0] is unused. */
  gint64 prices_fen[DESK_APPLICATION_MAX_VALIDITY_YEARS + 1];
  GPtrArray *branches; /* owned: DeskWireBranch */
} DeskWireService;

/* No price, no branch, the attachments' own limits. */
void desk_wire_service_init (DeskWireService *service);
/* Copies the strings. */
void desk_wire_service_add_branch (DeskWireService *service, const DeskWireBranch *branch);
JsonNode *desk_wire_service_to_json (const DeskWireService *service);
/* Initialises @service as well. */
gboolean desk_wire_service_from_json (JsonObject *json, DeskWireService *service, GError **error);
void desk_wire_service_clear (DeskWireService *service);

/* GET /v1/contract-text, answer: {version, sha256, sm3, text}. */
typedef struct {
  char *version; /* owned */
  char *sha256;  /* owned; hex, of the text's UTF-8 */
  char *sm3;     /* owned; hex */
  char *text;    /* owned */
} DeskWireContractText;

JsonNode *desk_wire_contract_text_to_json (const DeskWireContractText *text);
/* Also checks `sha256` against the text. */
gboolean
desk_wire_contract_text_from_json (JsonObject *json, DeskWireContractText *text, GError **error);
void desk_wire_contract_text_clear (DeskWireContractText *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireService, desk_wire_service_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireContractText, desk_wire_contract_text_clear)

G_END_DECLS
