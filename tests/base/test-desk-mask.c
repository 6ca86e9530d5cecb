/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-mask.h"

typedef char *(*MaskFunc) (const char *);

typedef struct {
  MaskFunc mask;
  const char *value;
  const char *masked;
} Case;

static const Case cases[] = {
  { desk_mask_id_number, "150102199001010019", "1501**********0019" },
  { desk_mask_id_number, "E12345678", "E******78" },
  { desk_mask_id_number, "E1", "**" },
  { desk_mask_id_number, NULL, "" },
  { desk_mask_phone, "13812348000", "138****8000" },
  { desk_mask_phone, "138", "***" },
  { desk_mask_name, "张三", "张*" },
  { desk_mask_name, "王小明", "王**" },
  { desk_mask_name, "欧阳娜娜", "欧阳**" },
  { desk_mask_name, "东方", "东*" },
  { desk_mask_name, "阿依古丽·买买提", "阿依古丽·***" },
  { desk_mask_name, "𠮷田", "𠮷*" },
  { desk_mask_email, "zhang.san@example.cn", "z***@example.cn" },
  { desk_mask_email, "nobody", "***" },
};

static void
test_cases (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *masked = cases[i].mask (cases[i].value);

    g_assert_cmpstr (masked, ==, cases[i].masked);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/mask/cases", test_cases);
  return g_test_run ();
}
