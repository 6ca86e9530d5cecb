/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-wire.h"

G_BEGIN_DECLS

/* The contract of an order. Structs begin zeroed; what is in them is owned. */

#define DESK_WIRE_MAX_CMS (64 * 1024)

/* POST /v1/orders/{id}/contract: {mode: "one_off", sms_code} or {mode: "ukey", certificate}. */
typedef struct {
  DeskSigningMode mode;
  char *sms_code;      /* DESK_SIGNING_ONE_OFF, NULL otherwise */
  GBytes *certificate; /* DER; DESK_SIGNING_UKEY, NULL otherwise */
} DeskWireContractRequest;

JsonNode *desk_wire_contract_request_to_json (const DeskWireContractRequest *message);
gboolean desk_wire_contract_request_from_json (JsonObject *json,
                                               DeskWireContractRequest *message,
                                               GError **error);
void desk_wire_contract_request_clear (DeskWireContractRequest *message);

/* Its answer, and that of the signature: {sha256, size, state}. */
typedef struct {
  char *sha256;       /* hex, of the PDF */
  gint64 size;        /* bytes */
  gboolean is_signed; /* `state`: "signed"; "prepared" otherwise */
} DeskWireContract;

JsonNode *desk_wire_contract_to_json (const DeskWireContract *message);
gboolean desk_wire_contract_from_json (JsonObject *json, DeskWireContract *message, GError **error);
void desk_wire_contract_clear (DeskWireContract *message);

/* PUT /v1/orders/{id}/contract/signature: {sha256, cms}. */
typedef struct {
  char *sha256; /* hex, of the prepared PDF */
  GBytes *cms;  /* DER */
} DeskWireSignature;

JsonNode *desk_wire_signature_to_json (const DeskWireSignature *message);
gboolean
desk_wire_signature_from_json (JsonObject *json, DeskWireSignature *message, GError **error);
void desk_wire_signature_clear (DeskWireSignature *message);

/* POST /v1/orders/{id}/contract/reading: {sha256}. */
JsonNode *desk_wire_reading_to_json (const char *sha256);
/* @sha256: caller frees. */
gboolean desk_wire_reading_from_json (JsonObject *json, char **sha256, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireContractRequest, desk_wire_contract_request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireContract, desk_wire_contract_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireSignature, desk_wire_signature_clear)

G_END_DECLS
