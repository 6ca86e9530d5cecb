/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-field.h"

typedef struct {
  const char *id_type;
  const char *number;
  DeskFieldProblem problem;
} Case;

/* The numbers are synthetic or the standards' own worked examples. */
static const Case numbers[] = {
  { "01", "150102199001010019", DESK_FIELD_OK },
  { "01", "152627198502280123", DESK_FIELD_OK }, /* a county that was dissolved */
  { "01", "150421200002290033", DESK_FIELD_OK }, /* a leap day */
  { "01", "110101199003077512", DESK_FIELD_OK },
  { "01", "11010519491231002X", DESK_FIELD_OK }, /* GB 11643-1999 */
  { "01", "11010519491231002x", DESK_FIELD_OK },
  { "01", "440524188001010014", DESK_FIELD_OK }, /* GB 11643-1999 */
  { "01", "150102199001010010", DESK_FIELD_BAD_CHECK },
  { "01", "152627198502280120", DESK_FIELD_BAD_CHECK },
  { "01", "110105194912310021", DESK_FIELD_BAD_CHECK },
  { "01", "15010219900101001X", DESK_FIELD_BAD_CHECK },
  { "01", "150102199002300017", DESK_FIELD_BAD_DATE }, /* 30 February */
  { "01", "150421199902290033", DESK_FIELD_BAD_DATE }, /* no leap year */
  { "01", "150102190002290017", DESK_FIELD_BAD_DATE }, /* nor was 1900 */
  { "01", "150102199013010017", DESK_FIELD_BAD_DATE },
  { "01", "150102199000010017", DESK_FIELD_BAD_DATE },
  { "01", "150102199001000017", DESK_FIELD_BAD_DATE },
  { "01", "150102000001010017", DESK_FIELD_BAD_DATE },
  { "01", "000000199001010010", DESK_FIELD_BAD_REGION },
  { "01", "160102199001010019", DESK_FIELD_BAD_REGION },
  { "01", "990102199001010019", DESK_FIELD_BAD_REGION },
  { "01", "15010219900101001", DESK_FIELD_TOO_SHORT },
  { "01", "1501021990010100199", DESK_FIELD_TOO_LONG },
  { "01", "150102900101001", DESK_FIELD_OLD_EDITION },
  { "01", "15010219900101001A", DESK_FIELD_BAD_CHARACTER },
  { "01", "1501021990010100X9", DESK_FIELD_BAD_CHARACTER },
  { "01", "15010219900101001Ｘ", DESK_FIELD_BAD_CHARACTER },
  { "01", "15010219900101001\xff", DESK_FIELD_BAD_CHARACTER },
  { "01", "", DESK_FIELD_MISSING },
  { "01", NULL, DESK_FIELD_MISSING },

  { "02", "810000198005150110", DESK_FIELD_OK },
  { "02", "820000199112310227", DESK_FIELD_OK },
  { "02", "830000197507010336", DESK_FIELD_BAD_REGION },
  { "02", "150102199001010019", DESK_FIELD_BAD_REGION },
  { "02", "810000198005150111", DESK_FIELD_BAD_CHECK },
  { "02", "810000198013150110", DESK_FIELD_BAD_DATE },
  { "02", "", DESK_FIELD_MISSING },
  { "03", "830000197507010336", DESK_FIELD_OK },
  { "03", "810000198005150110", DESK_FIELD_BAD_REGION },
  { "03", "83000019750701033", DESK_FIELD_TOO_SHORT },

  { "04", "915840199001010011", DESK_FIELD_OK },
  { "04", "911392198512240020", DESK_FIELD_OK },
  { "04", "CAN110184010101", DESK_FIELD_OK },
  { "04", "915840199001010012", DESK_FIELD_BAD_CHECK },
  { "04", "915840199002300011", DESK_FIELD_BAD_DATE },
  { "04", "150102199001010019", DESK_FIELD_BAD_FORMAT },
  { "04", "CAN11018401010", DESK_FIELD_BAD_FORMAT },
  { "04", "CA1110184010101", DESK_FIELD_BAD_FORMAT },
  { "04", "", DESK_FIELD_MISSING },

  { "05", "E12345678", DESK_FIELD_OK },
  { "05", "EA1234567", DESK_FIELD_OK },
  { "05", "12345", DESK_FIELD_OK },
  { "05", "1234", DESK_FIELD_BAD_FORMAT },
  { "05", "ABCDEFGH", DESK_FIELD_BAD_FORMAT },
  { "05", "A234567890123456", DESK_FIELD_BAD_FORMAT },
  { "05", "e12345678", DESK_FIELD_BAD_CHARACTER },
  { "05", "E1234-678", DESK_FIELD_BAD_CHARACTER },
  { "06", "H12345678", DESK_FIELD_OK },
  { "06", "M1234567801", DESK_FIELD_OK },
  { "06", "H123456789", DESK_FIELD_BAD_FORMAT },
  { "06", "A12345678", DESK_FIELD_BAD_FORMAT },
  { "07", "12345678", DESK_FIELD_OK },
  { "07", "1234567801", DESK_FIELD_OK },
  { "07", "123456789", DESK_FIELD_BAD_FORMAT },
  { "07", "T2345678", DESK_FIELD_BAD_FORMAT },

  { "08", "12345678", DESK_FIELD_NOT_ALLOWED },
  { "11", "91350100M000100Y43", DESK_FIELD_NOT_ALLOWED },
  { "", "150102199001010019", DESK_FIELD_NOT_ALLOWED },
  { NULL, "150102199001010019", DESK_FIELD_NOT_ALLOWED },
};

static guint32
julian (int year, int month, int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static void
test_numbers (void)
{
  guint32 today = julian (2026, 11, 22);

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++) {
    const Case *item = &numbers[i];

    g_test_message ("case %zu", i);
    g_assert_cmpint (desk_field_check_id_number (item->id_type, item->number, today), ==,
                     item->problem);
  }
}

static void
test_born_today (void)
{
  const char *number = "150102199001010019";

  g_assert_cmpint (desk_field_check_resident_id (number, julian (1990, 1, 1)), ==, DESK_FIELD_OK);
  g_assert_cmpint (desk_field_check_resident_id (number, julian (1989, 12, 31)), ==,
                   DESK_FIELD_BAD_DATE);
}

/* No other digit fits, in any place: what the check digit is for. */
static void
test_single_error (void)
{
  static const char good[] = "150102199001010019";
  guint32 today = julian (2026, 11, 22);

  for (int place = 0; place < 17; place++) {
    for (char digit = '0'; digit <= '9'; digit++) {
      g_autofree char *number = g_strdup (good);

      if (number[place] == digit)
        continue;
      number[place] = digit;
      g_assert_cmpint (desk_field_check_resident_id (number, today), !=, DESK_FIELD_OK);
    }
  }
}

static void
test_credit_codes (void)
{
  static const struct {
    const char *code;
    DeskFieldProblem problem;
  } codes[] = {
    { "91350100M000100Y43", DESK_FIELD_OK }, /* GB 32100-2015 */
    { "91512081MA62K0260E", DESK_FIELD_OK },
    { "91150102MA0Q000002", DESK_FIELD_OK },
    { "91150100701400015L", DESK_FIELD_OK },
    { "1215000046000001XQ", DESK_FIELD_OK },
    { "92150103MA13ABCD9P", DESK_FIELD_OK },
    { "521500005000000159", DESK_FIELD_OK },
    { "11150000011500000C", DESK_FIELD_OK },
    { "91350100M000100Y44", DESK_FIELD_BAD_CHECK },
    { "91350100M000010Y43", DESK_FIELD_BAD_CHECK },
    { "91350100M000100Y4Z", DESK_FIELD_BAD_CHARACTER },
    { "91350100I000100Y43", DESK_FIELD_BAD_CHARACTER },
    { "91350100m000100y43", DESK_FIELD_BAD_CHARACTER },
    { "91350100M000100Y4", DESK_FIELD_TOO_SHORT },
    { "91350100M000100Y433", DESK_FIELD_TOO_LONG },
    { "", DESK_FIELD_MISSING },
    { "\xff", DESK_FIELD_BAD_CHARACTER },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (desk_field_check_social_credit_code (codes[i].code), ==, codes[i].problem);
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    gboolean latin;
    DeskFieldProblem problem;
  } names[] = {
    { "张三", FALSE, DESK_FIELD_OK },
    { "𠮷田", FALSE, DESK_FIELD_OK },               /* beyond the basic plane */
    { "䶮〇", FALSE, DESK_FIELD_OK },               /* extension A, and the zero */
    { "\xf0\xb2\x8e\xaf三", FALSE, DESK_FIELD_OK }, /* U+323AF, the last one taken */
    { "\xf0\xb2\x8e\xb0三", FALSE, DESK_FIELD_BAD_CHARACTER },
    { "阿依古丽·买买提", FALSE, DESK_FIELD_OK },
    { "阿·依·古·丽·买·买·提", FALSE, DESK_FIELD_OK },
    { "张", FALSE, DESK_FIELD_TOO_SHORT },
    { "·三", FALSE, DESK_FIELD_BAD_FORMAT },
    { "阿依·", FALSE, DESK_FIELD_BAD_FORMAT },
    { "阿··依", FALSE, DESK_FIELD_BAD_FORMAT },
    { "·", FALSE, DESK_FIELD_BAD_FORMAT },
    { "阿•依", FALSE, DESK_FIELD_BAD_CHARACTER }, /* not normalised */
    { "张 三", FALSE, DESK_FIELD_BAD_CHARACTER },
    { "张三1", FALSE, DESK_FIELD_BAD_CHARACTER },
    { "張さん", FALSE, DESK_FIELD_BAD_CHARACTER },
    { "Zhang San", FALSE, DESK_FIELD_BAD_CHARACTER },
    { "张😀", TRUE, DESK_FIELD_BAD_CHARACTER },
    { "", FALSE, DESK_FIELD_MISSING },
    { NULL, FALSE, DESK_FIELD_MISSING },
    { "\xe5\xbc", FALSE, DESK_FIELD_BAD_CHARACTER },
    { "Zhang San", TRUE, DESK_FIELD_OK },
    { "José María O'Neill-Smith Jr.", TRUE, DESK_FIELD_OK },
    { "J. R. Hartley", TRUE, DESK_FIELD_OK },
    { "Иван", TRUE, DESK_FIELD_BAD_CHARACTER },
    { "-Smith", TRUE, DESK_FIELD_BAD_FORMAT },
    { "Smith-", TRUE, DESK_FIELD_BAD_FORMAT },
    { "Smith  John", TRUE, DESK_FIELD_BAD_FORMAT },
    { "Smith..", TRUE, DESK_FIELD_BAD_FORMAT },
    { "R2 D2", TRUE, DESK_FIELD_BAD_CHARACTER },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_test_message ("case %zu", i);
    g_assert_cmpint (desk_field_check_person_name (names[i].name, names[i].latin), ==,
                     names[i].problem);
  }
}

static void
test_name_length (void)
{
  g_autoptr (GString) name = g_string_new (NULL);

  /* Fifty code points, two hundred bytes. */
  for (int i = 0; i < 50; i++)
    g_string_append (name, "𠮷");
  g_assert_cmpint (desk_field_check_person_name (name->str, FALSE), ==, DESK_FIELD_OK);
  g_string_append (name, "𠮷");
  g_assert_cmpint (desk_field_check_person_name (name->str, FALSE), ==, DESK_FIELD_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/field-identity/numbers", test_numbers);
  g_test_add_func ("/model/field-identity/born-today", test_born_today);
  g_test_add_func ("/model/field-identity/single-error", test_single_error);
  g_test_add_func ("/model/field-identity/credit-codes", test_credit_codes);
  g_test_add_func ("/model/field-identity/names", test_names);
  g_test_add_func ("/model/field-identity/name-length", test_name_length);
  return g_test_run ();
}
