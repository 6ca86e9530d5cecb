/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be wrong with one field. The words are made in src/ui/desk-error-text.c; the codes
 * travel in problem+json ("invalid_check" ...), so append only. */
typedef enum {
  DESK_FIELD_OK,
  DESK_FIELD_MISSING,
  DESK_FIELD_TOO_SHORT,
  DESK_FIELD_TOO_LONG,
  DESK_FIELD_BAD_CHARACTER,
  DESK_FIELD_BAD_FORMAT,
  DESK_FIELD_BAD_REGION,      /* an ID number whose province does not exist */
  DESK_FIELD_BAD_DATE,        /* an ID number whose birth date does not exist or lies ahead */
  DESK_FIELD_BAD_CHECK,       /* a check digit that does not fit */
  DESK_FIELD_OLD_EDITION,     /* a 15-digit ID number, invalid since 2013 */
  DESK_FIELD_NOT_ACCEPTED,    /* a consent that was not given, a page not read */
  DESK_FIELD_NOT_CONFIRMED,   /* the handwriting without its 确定 */
  DESK_FIELD_EMPTY_SIGNATURE, /* no stroke, or one too small to be a signature */
  DESK_FIELD_FILE_TOO_SMALL,  /* below 150 KiB */
  DESK_FIELD_FILE_TOO_LARGE,  /* above 1 MiB */
  DESK_FIELD_FILE_BAD_TYPE,   /* not jpeg, png or bmp by content */
  DESK_FIELD_FILE_DAMAGED,    /* begins like an image but does not decode */
  DESK_FIELD_IMAGE_TOO_LARGE, /* more pixels than are taken */
  DESK_FIELD_MISMATCH,        /* name and number do not belong together */
  DESK_FIELD_NOT_ALLOWED,     /* a value this applicant or project may not choose */
} DeskFieldProblem;

#define DESK_FIELD_N_PROBLEMS (DESK_FIELD_NOT_ALLOWED + 1)

/* "bad_check"; static. */
const char *desk_field_problem_get_code (DeskFieldProblem problem);
gboolean desk_field_problem_from_code (const char *code, DeskFieldProblem *problem);

/* Attachments: both bounds inclusive (guide, figure 3-2-1-4: 150k-1M). */
#define DESK_FIELD_FILE_MIN_BYTES (150 * 1024)
#define DESK_FIELD_FILE_MAX_BYTES (1024 * 1024)
/* More than any phone's camera, less than a decompression bomb. */
#define DESK_FIELD_IMAGE_MAX_PIXELS (64 * 1000 * 1000)

/* The checks below judge a value as it stands: normalise it first. NULL or "" is
 * %DESK_FIELD_MISSING everywhere, text that is not UTF-8 %DESK_FIELD_BAD_CHARACTER. */

/* GB 11643-1999; @today is a Julian day (g_date_get_julian()) so that a birth date ahead is seen.
 */
DeskFieldProblem desk_field_check_resident_id (const char *number, guint32 today);

/* TRUE for a person's document that is taken ("01" to "07", domain.md 1.11). */
gboolean desk_field_is_id_type (const char *id_type);

/* The whole rule for a person's document of @id_type; another type is %DESK_FIELD_NOT_ALLOWED. */
DeskFieldProblem
desk_field_check_id_number (const char *id_type, const char *number, guint32 today);

/* GB 32100-2015. */
DeskFieldProblem desk_field_check_social_credit_code (const char *code);

/* Han names with U+00B7; @latin also lets Latin letters, space, ' - . through (passports). */
DeskFieldProblem desk_field_check_person_name (const char *name, gboolean latin);
DeskFieldProblem desk_field_check_mobile (const char *number);
DeskFieldProblem desk_field_check_phone (const char *number); /* mobile, landline, 400/800 */
DeskFieldProblem desk_field_check_email (const char *address);
DeskFieldProblem desk_field_check_postcode (const char *code);
DeskFieldProblem desk_field_check_sms_code (const char *code);     /* six digits */
DeskFieldProblem desk_field_check_tax_number (const char *number); /* 15-20 of 0-9 A-Z */
DeskFieldProblem desk_field_check_bank_account (const char *number);
/* At most @max_bytes when encoded as GBK (invoice fields), no < or >. */
DeskFieldProblem desk_field_check_gbk_text (const char *text, size_t max_bytes);
/* Printable text of @min to @max code points: addresses, a recipient. */
DeskFieldProblem desk_field_check_text (const char *text, glong min, glong max);

/* Trimmed, runs of space collapsed, every look-alike dot between letters turned into U+00B7. */
char *desk_field_normalise_name (const char *name);
/* Upper case, spaces dropped, full-width digits and letters folded to ASCII: also tax numbers and
 * bank accounts. */
char *desk_field_normalise_id_number (const char *number);
/* Digits only: spaces, hyphens and a leading +86 dropped, full-width digits folded. Characters that
 * do not belong there stay, so that a check finds them. */
char *desk_field_normalise_mobile (const char *number);
/* As for a mobile number, but with the hyphens of a landline number kept. */
char *desk_field_normalise_phone (const char *number);
/* Spaces dropped, full-width characters folded. */
char *desk_field_normalise_email (const char *address);
/* Trimmed, runs of white space made one space, invisible characters dropped. */
char *desk_field_normalise_text (const char *text);

G_END_DECLS
