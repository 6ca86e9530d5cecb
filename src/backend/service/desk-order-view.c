/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-order-view.h"

#include "desk-mask.h"

#include <json-glib/json-glib.h>

static char **
list_done (const DeskStoreOrder *order)
{
  g_autoptr (GStrvBuilder) done = g_strv_builder_new ();
  gboolean is_signed = g_strcmp0 (order->contract_state, "signed") == 0;

  g_strv_builder_add (done, "identity");
  if (order->consent_version != NULL)
    g_strv_builder_add (done, "consent");
  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++) {
    const char *kind = desk_attachment_kind_get_code ((DeskAttachmentKind) i);
    g_autofree char *step = g_strconcat ("attachments.", kind, NULL);

    if ((order->attachments & (1u << i)) != 0)
      g_strv_builder_add (done, step);
  }
  if (order->has_ink)
    g_strv_builder_add (done, "ink");
  if (is_signed)
    g_strv_builder_add (done, "contract");
  if (is_signed && order->contract_read != 0)
    g_strv_builder_add (done, "reading");
  if (order->validity_years != 0)
    g_strv_builder_add (done, "product");
  if (order->delivery != NULL)
    g_strv_builder_add (done, "delivery");

  return g_strv_builder_end (done);
}

static const char *
get_member (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static char *
describe_branch (DeskBackend *backend, const char *code)
{
  gsize n_branches;
  const DeskBranch *branches = desk_config_get_branches (backend->config, &n_branches);

  for (gsize i = 0; i < n_branches; i++)
    if (g_str_equal (branches[i].code, code))
      return g_strdup (branches[i].name);

  return g_strdup (code);
}

/* "张* 138****8000 内蒙古自治区 呼和浩特市 赛罕区 ****", or the collection point's name. */
static char *
describe_delivery (DeskBackend *backend, const char *delivery)
{
  g_autoptr (JsonNode) node = delivery != NULL ? json_from_string (delivery, NULL) : NULL;
  g_autofree char *recipient = NULL;
  g_autofree char *phone = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup ("");

  object = json_node_get_object (node);
  if (g_str_equal (get_member (object, "method"), "collect"))
    return describe_branch (backend, get_member (object, "branch"));

  recipient = desk_mask_name (get_member (object, "recipient"));
  phone = desk_mask_phone (get_member (object, "phone"));
  return g_strdup_printf ("%s %s %s ****", recipient, phone, get_member (object, "region"));
}

static int
get_invoice_kind (const DeskStoreOrder *order)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (DESK_TYPE_INVOICE_KIND);
  const GEnumValue *kind = g_enum_get_value_by_nick (kinds, order->invoice_kind);

  return kind != NULL ? kind->value : DESK_INVOICE_NONE;
}

DeskOrder *
desk_order_view_new (DeskBackend *backend, const DeskStoreOrder *order)
{
  g_autofree char *holder = desk_mask_name (order->holder);
  g_autofree char *delivery = describe_delivery (backend, order->delivery);
  g_auto (GStrv) done = list_done (order);
  gboolean is_signed = g_strcmp0 (order->contract_state, "signed") == 0;

  return g_object_new (
      DESK_TYPE_ORDER, "id", order->id, "number", order->number, "state", (int) order->state,
      "version", order->version, "holder", holder, "product", order->product, "validity-years",
      order->validity_years, "amount-fen", order->amount_fen, "delivery", delivery, "invoice-kind",
      get_invoice_kind (order), "created", order->created, "updated", order->updated, "done", done,
      "contract-sha256", is_signed ? order->contract_sha256 : NULL, NULL);
}

const char *
desk_order_view_find_missing (const DeskStoreOrder *order)
{
  static const char *const required[] = {
    "identity",
    "consent",
    "attachments.id_front",
    "attachments.id_back",
    "ink",
    "contract",
    "reading",
    "product",
    "delivery",
  };
  g_auto (GStrv) done = list_done (order);

  for (gsize i = 0; i < G_N_ELEMENTS (required); i++)
    if (!g_strv_contains ((const char *const *) done, required[i]))
      return required[i];

  return NULL;
}
