/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes against every decoder. What one takes it must write, and take again to the same text.
 */

#define G_LOG_DOMAIN "desk-fuzz"

#include "fuzz.h"

#include "desk-wire-account.h"
#include "desk-wire-applicant.h"
#include "desk-wire-contract.h"
#include "desk-wire-delivery.h"
#include "desk-wire-draft.h"
#include "desk-wire-ink.h"
#include "desk-wire-order.h"
#include "desk-wire-problem.h"
#include "desk-wire-service.h"

/* Decodes and encodes; NULL if it is not taken. */
typedef JsonNode *(*Recode) (JsonObject *json);

#define DEFINE_MESSAGE(Type, name)                                                                 \
  static JsonNode *recode_##name (JsonObject *json)                                                \
  {                                                                                                \
    Type message = { 0 };                                                                          \
    JsonNode *again = NULL;                                                                        \
                                                                                                   \
    if (desk_wire_##name##_from_json (json, &message, NULL))                                       \
      again = desk_wire_##name##_to_json (&message);                                               \
    desk_wire_##name##_clear (&message);                                                           \
    return again;                                                                                  \
  }

#define DEFINE_OBJECT(Type, name)                                                                  \
  static JsonNode *recode_##name (JsonObject *json)                                                \
  {                                                                                                \
    g_autoptr (Type) object = desk_wire_##name##_from_json (json, NULL);                           \
                                                                                                   \
    return object != NULL ? desk_wire_##name##_to_json (object) : NULL;                            \
  }

DEFINE_MESSAGE (DeskWireSmsRequest, sms_request)
DEFINE_MESSAGE (DeskWireOwnSmsRequest, own_sms_request)
DEFINE_MESSAGE (DeskWireSmsAnswer, sms_answer)
DEFINE_MESSAGE (DeskWireSmsSignIn, sms_sign_in)
DEFINE_MESSAGE (DeskWireChallenge, challenge)
DEFINE_MESSAGE (DeskWireUkeySignIn, ukey_sign_in)
DEFINE_MESSAGE (DeskWireSession, session)
DEFINE_MESSAGE (DeskWireIdentity, identity)
DEFINE_MESSAGE (DeskWireContractRequest, contract_request)
DEFINE_MESSAGE (DeskWireContract, contract)
DEFINE_MESSAGE (DeskWireSignature, signature)
DEFINE_MESSAGE (DeskWireOrderRequest, order_request)
DEFINE_MESSAGE (DeskWireConsent, consent)
DEFINE_MESSAGE (DeskWireAttachment, attachment)
DEFINE_MESSAGE (DeskWireProduct, product)
DEFINE_MESSAGE (DeskWireProblem, problem)
DEFINE_MESSAGE (DeskWireService, service)
DEFINE_MESSAGE (DeskWireContractText, contract_text)
DEFINE_OBJECT (DeskAccount, account)
DEFINE_OBJECT (DeskApplicant, applicant)
DEFINE_OBJECT (DeskDelivery, delivery)
DEFINE_OBJECT (DeskInk, ink)
DEFINE_OBJECT (DeskOrder, order)

static JsonNode *
recode_order_list (JsonObject *json)
{
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) orders = desk_wire_order_list_from_json (json, &next, NULL);

  return orders != NULL ? desk_wire_order_list_to_json (orders, next) : NULL;
}

static JsonNode *
recode_draft (JsonObject *json)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json);
  g_autoptr (DeskApplication) application = desk_wire_draft_from_json (node, NULL);

  return application != NULL ? desk_wire_draft_to_json (application) : NULL;
}

static const Recode recodes[] = {
  recode_sms_request, recode_own_sms_request, recode_sms_answer,
  recode_sms_sign_in, recode_challenge,       recode_ukey_sign_in,
  recode_session,     recode_identity,        recode_contract_request,
  recode_contract,    recode_signature,       recode_order_request,
  recode_consent,     recode_attachment,      recode_product,
  recode_problem,     recode_service,         recode_contract_text,
  recode_account,     recode_applicant,       recode_delivery,
  recode_ink,         recode_order,           recode_order_list,
  recode_draft,
};

static void
check (Recode recode, JsonObject *json)
{
  g_autoptr (JsonNode) first = recode (json);
  g_autoptr (JsonNode) second = NULL;
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;

  if (first == NULL)
    return;

  second = recode (json_node_get_object (first));
  g_assert_nonnull (second);
  first_text = json_to_string (first, FALSE);
  second_text = json_to_string (second, FALSE);
  g_assert_cmpstr (first_text, ==, second_text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (JsonNode) node = desk_wire_parse (bytes, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    for (size_t i = 0; i < G_N_ELEMENTS (recodes); i++)
      check (recodes[i], json_node_get_object (node));

  return 0;
}
