/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules of identity: ID numbers, credit codes and names. */

#define G_LOG_DOMAIN "desk-model"

#include "desk-field.h"

#include <string.h>

#define ID_LENGTH     18
#define OLD_ID_LENGTH 15
#define CODE_LENGTH   18

/* The standard's own worked example was born in 1880; nobody alive is much older. */
#define FIRST_BIRTH_YEAR 1800

#define NAME_MIN_LENGTH 2
#define NAME_MAX_LENGTH 50

typedef DeskFieldProblem (*NumberCheck) (const char *number, guint32 today);

typedef struct {
  const char *id_type;
  NumberCheck check;
} IdTypeRow;

static DeskFieldProblem
check_text (const char *text)
{
  if (text == NULL || *text == '\0')
    return DESK_FIELD_MISSING;

  return g_utf8_validate (text, -1, NULL) ? DESK_FIELD_OK : DESK_FIELD_BAD_CHARACTER;
}

static gboolean
matches (const char *pattern, const char *text)
{
  return g_regex_match_simple (pattern, text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

/* Eighteen characters, digits but for a last X. */
static DeskFieldProblem
check_id_form (const char *number)
{
  DeskFieldProblem problem = check_text (number);
  size_t length;
  size_t n_digits;

  if (problem != DESK_FIELD_OK)
    return problem;

  length = strlen (number);
  n_digits = strspn (number, "0123456789");
  if (n_digits == length)
    return length < ID_LENGTH   ? DESK_FIELD_TOO_SHORT
           : length > ID_LENGTH ? DESK_FIELD_TOO_LONG
                                : DESK_FIELD_OK;
  if (n_digits != ID_LENGTH - 1 || length != ID_LENGTH
      || g_ascii_toupper (number[ID_LENGTH - 1]) != 'X')
    return DESK_FIELD_BAD_CHARACTER;

  return DESK_FIELD_OK;
}

/* @digits: YYYYMMDD. */
static DeskFieldProblem
check_birth_date (const char *digits, guint32 today)
{
  int date = 0;
  GDateYear year;
  GDateMonth month;
  GDateDay day;
  g_autoptr (GDate) birth = NULL;

  for (int i = 0; i < 8; i++)
    date = date * 10 + (digits[i] - '0');

  year = (GDateYear) (date / 10000);
  month = (GDateMonth) (date / 100 % 100);
  day = (GDateDay) (date % 100);
  if (year < FIRST_BIRTH_YEAR || !g_date_valid_dmy (day, month, year))
    return DESK_FIELD_BAD_DATE;

  birth = g_date_new_dmy (day, month, year);
  return g_date_get_julian (birth) > today ? DESK_FIELD_BAD_DATE : DESK_FIELD_OK;
}

/* ISO 7064 MOD 11-2 over the first seventeen digits, as GB 11643-1999 (5.2) has it. */
static DeskFieldProblem
check_id_digit (const char *number)
{
  static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  int sum = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += weights[i] * (number[i] - '0');

  return g_ascii_toupper (number[ID_LENGTH - 1]) == "10X98765432"[sum % 11] ? DESK_FIELD_OK
                                                                            : DESK_FIELD_BAD_CHECK;
}

static DeskFieldProblem
check_dated_id (const char *number, guint32 today)
{
  DeskFieldProblem problem = check_birth_date (number + 6, today);

  return problem != DESK_FIELD_OK ? problem : check_id_digit (number);
}

/* GB/T 2260. Counties are not looked up: a number keeps the code of a county that was dissolved. */
static gboolean
is_province (const char *number)
{
  static const char provinces[] = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46"
                                  " 50 51 52 53 54 61 62 63 64 65 71 81 82 83 ";
  char wanted[] = { ' ', number[0], number[1], ' ', '\0' };

  return strstr (provinces, wanted) != NULL;
}

DeskFieldProblem
desk_field_check_resident_id (const char *number, guint32 today)
{
  DeskFieldProblem problem = check_id_form (number);

  if (problem == DESK_FIELD_TOO_SHORT && strlen (number) == OLD_ID_LENGTH)
    return DESK_FIELD_OLD_EDITION;
  if (problem != DESK_FIELD_OK)
    return problem;
  if (!is_province (number))
    return DESK_FIELD_BAD_REGION;

  return check_dated_id (number, today);
}

/* 港澳居民居住证 */
static DeskFieldProblem
check_hong_kong_macau_residence (const char *number, guint32 today)
{
  DeskFieldProblem problem = check_id_form (number);

  if (problem != DESK_FIELD_OK)
    return problem;
  if (!g_str_has_prefix (number, "810000") && !g_str_has_prefix (number, "820000"))
    return DESK_FIELD_BAD_REGION;

  return check_dated_id (number, today);
}

/* 台湾居民居住证 */
static DeskFieldProblem
check_taiwan_residence (const char *number, guint32 today)
{
  DeskFieldProblem problem = check_id_form (number);

  if (problem != DESK_FIELD_OK)
    return problem;
  if (!g_str_has_prefix (number, "830000"))
    return DESK_FIELD_BAD_REGION;

  return check_dated_id (number, today);
}

/* 外国人永久居留身份证: three letters and twelve digits (2017), or eighteen digits that begin with
 * 9 (since December 2023). Both are in use until they expire. */
static DeskFieldProblem
check_foreign_residence (const char *number, guint32 today)
{
  DeskFieldProblem problem = check_text (number);

  if (problem != DESK_FIELD_OK)
    return problem;
  if (g_ascii_isalpha (number[0]))
    return matches ("^[A-Z]{3}[0-9]{12}\\z", number) ? DESK_FIELD_OK : DESK_FIELD_BAD_FORMAT;

  problem = check_id_form (number);
  if (problem != DESK_FIELD_OK)
    return problem;

  return number[0] == '9' ? check_dated_id (number, today) : DESK_FIELD_BAD_FORMAT;
}

/* @pattern with what it allows in the way of characters said separately, for a better answer. */
static DeskFieldProblem
check_document (const char *number, const char *pattern)
{
  DeskFieldProblem problem = check_text (number);

  if (problem != DESK_FIELD_OK)
    return problem;
  if (!matches ("^[A-Z0-9]+\\z", number))
    return DESK_FIELD_BAD_CHARACTER;

  return matches (pattern, number) ? DESK_FIELD_OK : DESK_FIELD_BAD_FORMAT;
}

/* Every state numbers its passports as it likes; all have a digit. */
static DeskFieldProblem
check_passport (const char *number, guint32 today)
{
  return check_document (number, "^(?=.*[0-9])[A-Z0-9]{5,15}\\z");
}

/* 港澳居民来往内地通行证 */
static DeskFieldProblem
check_hong_kong_macau_permit (const char *number, guint32 today)
{
  return check_document (number, "^[HM][0-9]{8}([0-9]{2})?\\z");
}

/* 台湾居民来往大陆通行证 */
static DeskFieldProblem
check_taiwan_permit (const char *number, guint32 today)
{
  return check_document (number, "^[0-9]{8}([0-9]{2})?\\z");
}

static const IdTypeRow id_types[] = {
  { "01", desk_field_check_resident_id },
  { "02", check_hong_kong_macau_residence },
  { "03", check_taiwan_residence },
  { "04", check_foreign_residence },
  { "05", check_passport },
  { "06", check_hong_kong_macau_permit },
  { "07", check_taiwan_permit },
};

static const IdTypeRow *
find_id_type (const char *id_type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (id_types); i++)
    if (g_strcmp0 (id_types[i].id_type, id_type) == 0)
      return &id_types[i];

  return NULL;
}

gboolean
desk_field_is_id_type (const char *id_type)
{
  return find_id_type (id_type) != NULL;
}

DeskFieldProblem
desk_field_check_id_number (const char *id_type, const char *number, guint32 today)
{
  const IdTypeRow *row = find_id_type (id_type);

  return row == NULL ? DESK_FIELD_NOT_ALLOWED : row->check (number, today);
}

DeskFieldProblem
desk_field_check_social_credit_code (const char *code)
{
  /* GB 32100-2015: base 31 without I, O, S, V, Z; the weights are the powers of 3 modulo 31. */
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  DeskFieldProblem problem = check_text (code);
  int weight = 1;
  int sum = 0;

  if (problem != DESK_FIELD_OK)
    return problem;
  if (code[strspn (code, alphabet)] != '\0')
    return DESK_FIELD_BAD_CHARACTER;
  if (strlen (code) != CODE_LENGTH)
    return strlen (code) < CODE_LENGTH ? DESK_FIELD_TOO_SHORT : DESK_FIELD_TOO_LONG;

  for (int i = 0; i < CODE_LENGTH - 1; i++) {
    sum += weight * (int) (strchr (alphabet, code[i]) - alphabet);
    weight = weight * 3 % 31;
  }

  return code[CODE_LENGTH - 1] == alphabet[(31 - sum % 31) % 31] ? DESK_FIELD_OK
                                                                 : DESK_FIELD_BAD_CHECK;
}

/* The ideographs of GB 18030-2022 and what Unicode added since; U+3007 is the zero in names. */
static gboolean
is_han (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf)
         || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af) || c == 0x3007;
}

static gboolean
is_latin (gunichar c)
{
  return g_unichar_isalpha (c) && g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
}

static gboolean
is_separator (gunichar c, gboolean latin)
{
  return c == 0x00b7 || (latin && (c == ' ' || c == '\'' || c == '-' || c == '.'));
}

/* Letters, with single separators between them; a point may end a name or stand before another
 * separator ("J. R. Hartley Jr."). */
static DeskFieldProblem
check_name_form (const char *name, gboolean latin)
{
  gunichar previous = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean is_letter = is_han (c) || (latin && is_latin (c));

    if (!is_letter && !is_separator (c, latin))
      return DESK_FIELD_BAD_CHARACTER;
    if (!is_letter && (previous == 0 || (previous != '.' && is_separator (previous, latin))))
      return DESK_FIELD_BAD_FORMAT;
    if (c == '.' && previous == '.')
      return DESK_FIELD_BAD_FORMAT;
    previous = c;
  }

  return previous != '.' && is_separator (previous, latin) ? DESK_FIELD_BAD_FORMAT : DESK_FIELD_OK;
}

DeskFieldProblem
desk_field_check_person_name (const char *name, gboolean latin)
{
  DeskFieldProblem problem = check_text (name);
  glong length;

  if (problem == DESK_FIELD_OK)
    problem = check_name_form (name, latin);
  if (problem != DESK_FIELD_OK)
    return problem;

  length = g_utf8_strlen (name, -1);
  if (length < NAME_MIN_LENGTH)
    return DESK_FIELD_TOO_SHORT;

  return length > NAME_MAX_LENGTH ? DESK_FIELD_TOO_LONG : DESK_FIELD_OK;
}
