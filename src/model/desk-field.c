/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-field.h"

#include <string.h>

/* RFC 5321, 4.5.3.1: the longest local part, and the longest address that fits a path. */
#define EMAIL_LOCAL_MAX 64
#define EMAIL_MAX       254

static const char *const problem_codes[DESK_FIELD_N_PROBLEMS] = {
  [DESK_FIELD_OK] = "ok",
  [DESK_FIELD_MISSING] = "missing",
  [DESK_FIELD_TOO_SHORT] = "too_short",
  [DESK_FIELD_TOO_LONG] = "too_long",
  [DESK_FIELD_BAD_CHARACTER] = "bad_character",
  [DESK_FIELD_BAD_FORMAT] = "bad_format",
  [DESK_FIELD_BAD_REGION] = "bad_region",
  [DESK_FIELD_BAD_DATE] = "bad_date",
  [DESK_FIELD_BAD_CHECK] = "bad_check",
  [DESK_FIELD_OLD_EDITION] = "old_edition",
  [DESK_FIELD_NOT_ACCEPTED] = "not_accepted",
  [DESK_FIELD_NOT_CONFIRMED] = "not_confirmed",
  [DESK_FIELD_EMPTY_SIGNATURE] = "empty_signature",
  [DESK_FIELD_FILE_TOO_SMALL] = "file_too_small",
  [DESK_FIELD_FILE_TOO_LARGE] = "file_too_large",
  [DESK_FIELD_FILE_BAD_TYPE] = "file_bad_type",
  [DESK_FIELD_FILE_DAMAGED] = "file_damaged",
  [DESK_FIELD_IMAGE_TOO_LARGE] = "image_too_large",
  [DESK_FIELD_MISMATCH] = "mismatch",
  [DESK_FIELD_NOT_ALLOWED] = "not_allowed",
};

const char *
desk_field_problem_get_code (DeskFieldProblem problem)
{
  g_return_val_if_fail ((unsigned int) problem < DESK_FIELD_N_PROBLEMS, NULL);

  return problem_codes[problem];
}

gboolean
desk_field_problem_from_code (const char *code, DeskFieldProblem *problem)
{
  g_return_val_if_fail (code != NULL && problem != NULL, FALSE);

  for (int i = 0; i < DESK_FIELD_N_PROBLEMS; i++) {
    if (g_str_equal (problem_codes[i], code)) {
      *problem = (DeskFieldProblem) i;
      return TRUE;
    }
  }

  return FALSE;
}

/* What every value has in common: it is there, and it is text. */
static DeskFieldProblem
check_present (const char *text)
{
  if (text == NULL || *text == '\0')
    return DESK_FIELD_MISSING;

  return g_utf8_validate (text, -1, NULL) ? DESK_FIELD_OK : DESK_FIELD_BAD_CHARACTER;
}

static DeskFieldProblem
check_length (size_t length, size_t min, size_t max)
{
  if (length < min)
    return DESK_FIELD_TOO_SHORT;

  return length > max ? DESK_FIELD_TOO_LONG : DESK_FIELD_OK;
}

/* @allowed characters only (they are ASCII), @min to @max of them. */
static DeskFieldProblem
check_characters (const char *text, const char *allowed, size_t min, size_t max)
{
  DeskFieldProblem problem = check_present (text);

  if (problem != DESK_FIELD_OK)
    return problem;
  if (text[strspn (text, allowed)] != '\0')
    return DESK_FIELD_BAD_CHARACTER;

  return check_length (strlen (text), min, max);
}

DeskFieldProblem
desk_field_check_mobile (const char *number)
{
  DeskFieldProblem problem = check_characters (number, "0123456789", 11, 11);

  if (problem != DESK_FIELD_OK)
    return problem;

  return number[0] == '1' && number[1] >= '3' ? DESK_FIELD_OK : DESK_FIELD_BAD_FORMAT;
}

DeskFieldProblem
desk_field_check_phone (const char *number)
{
  /* Area code of three or four digits, number, extension; service numbers; mobile. [0-9], because
   * \d would take the digits of every script. */
  static const char pattern[] = "^(0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?"
                                "|[48]00-?[0-9]{3}-?[0-9]{4}"
                                "|1[3-9][0-9]{9})\\z";
  DeskFieldProblem problem = check_characters (number, "0123456789-", 10, 20);

  if (problem != DESK_FIELD_OK)
    return problem;

  return g_regex_match_simple (pattern, number, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT)
             ? DESK_FIELD_OK
             : DESK_FIELD_BAD_FORMAT;
}

DeskFieldProblem
desk_field_check_email (const char *address)
{
  /* The dot-atom form of RFC 5321 and a host name with at least one dot: what mail gateways take.
   */
  static const char pattern[] = "^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                                "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+"
                                "[a-z]([a-z0-9-]{0,61}[a-z0-9])?\\z";
  DeskFieldProblem problem = check_present (address);

  if (problem != DESK_FIELD_OK)
    return problem;
  for (const char *p = address; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return DESK_FIELD_BAD_CHARACTER;

  if (strlen (address) > EMAIL_MAX || strcspn (address, "@") > EMAIL_LOCAL_MAX)
    return DESK_FIELD_TOO_LONG;

  return g_regex_match_simple (pattern, address, G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT)
             ? DESK_FIELD_OK
             : DESK_FIELD_BAD_FORMAT;
}

DeskFieldProblem
desk_field_check_postcode (const char *code)
{
  return check_characters (code, "0123456789", 6, 6);
}

DeskFieldProblem
desk_field_check_sms_code (const char *code)
{
  return check_characters (code, "0123456789", 6, 6);
}

DeskFieldProblem
desk_field_check_tax_number (const char *number)
{
  return check_characters (number, "0123456789" G_CSET_A_2_Z, 15, 20);
}

DeskFieldProblem
desk_field_check_bank_account (const char *number)
{
  /* Corporate accounts have no check digit and no fixed length (domain rule 1.8). */
  return check_characters (number, "0123456789-" G_CSET_A_2_Z, 5, 32);
}

/* Control characters and line ends have no place in a one-line field. */
static DeskFieldProblem
check_printable (const char *text)
{
  DeskFieldProblem problem = check_present (text);

  if (problem != DESK_FIELD_OK)
    return problem;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return DESK_FIELD_BAD_CHARACTER;

  return DESK_FIELD_OK;
}

DeskFieldProblem
desk_field_check_gbk_text (const char *text, size_t max_bytes)
{
  DeskFieldProblem problem = check_printable (text);
  g_autofree char *encoded = NULL;
  size_t n_bytes;

  if (problem != DESK_FIELD_OK)
    return problem;
  if (strpbrk (text, "<>") != NULL)
    return DESK_FIELD_BAD_CHARACTER;

  /* GB 18030 is GBK with four bytes for what GBK lacks, so that a rare character in a name counts
   * instead of being refused. */
  encoded = g_convert (text, -1, "GB18030", "UTF-8", NULL, &n_bytes, NULL);
  if (encoded == NULL)
    return DESK_FIELD_BAD_CHARACTER;

  return n_bytes > max_bytes ? DESK_FIELD_TOO_LONG : DESK_FIELD_OK;
}

DeskFieldProblem
desk_field_check_text (const char *text, glong min, glong max)
{
  DeskFieldProblem problem = check_printable (text);

  if (problem != DESK_FIELD_OK)
    return problem;

  return check_length ((size_t) g_utf8_strlen (text, -1), (size_t) min, (size_t) max);
}
