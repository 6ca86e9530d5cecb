/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-delivery.h"

#include "desk-wire-hostile.h"

#define MAIL                                                                                       \
  "{'method':'mail','carrier':'ems','recipient':'张三','phone':'0471-6605678',"                  \
  "'region':'内蒙古自治区 呼和浩特市','address':'新华大街1号','postcode':'010010','branch':''}"
#define COLLECTION                                                                                 \
  "{'method':'collect','carrier':'ems','recipient':'','phone':'','region':'','address':'',"        \
  "'postcode':'','branch':'hohhot'}"

static void
test_round_trip (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (MAIL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskDelivery) delivery
      = desk_wire_delivery_from_json (json_node_get_object (node), &error);

  g_assert_no_error (error);
  desk_wire_assert_text (desk_wire_delivery_to_json (delivery), MAIL);

  /* Who collects tells no address. */
  desk_delivery_set_method (delivery, DESK_DELIVERY_COLLECT);
  desk_delivery_set_branch (delivery, "hohhot");
  desk_wire_assert_text (desk_wire_delivery_to_json (delivery), COLLECTION);
  desk_delivery_set_method (delivery, DESK_DELIVERY_MAIL);
  desk_wire_assert_text (desk_wire_delivery_to_json (delivery), MAIL);
}

static gboolean
decode (JsonObject *json, GError **error)
{
  g_autoptr (DeskDelivery) delivery = desk_wire_delivery_from_json (json, error);

  return delivery != NULL;
}

static void
test_hostile (void)
{
  g_autoptr (JsonNode) wrong = desk_wire_from_text ("{'method':'mail','carrier':'dhl'}");
  GError *error = NULL;

  desk_wire_assert_robust (decode, MAIL, TRUE, " recipient phone region address postcode branch ");
  g_assert_false (decode (json_node_get_object (wrong), &error));
  desk_wire_assert_field (error, "delivery.carrier", DESK_FIELD_NOT_ALLOWED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/delivery/round-trip", test_round_trip);
  g_test_add_func ("/wire/delivery/hostile", test_hostile);
  return g_test_run ();
}
