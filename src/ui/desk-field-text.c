/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-error-text.h"

#include <glib/gi18n-lib.h>

/* A field whose problem has a sentence of its own. A @field that ends in a dot stands for all that
 * begin with it. */
typedef struct {
  const char *field;
  DeskFieldProblem problem;
  const char *sentence;
} FieldText;

static const FieldText field_texts[] = {
  { "phone", DESK_FIELD_MISSING, N_ ("Please fill in your mobile number.") },
  { "phone", DESK_FIELD_TOO_SHORT, N_ ("A mobile number has 11 digits.") },
  { "phone", DESK_FIELD_TOO_LONG, N_ ("A mobile number has 11 digits.") },
  { "phone", DESK_FIELD_BAD_CHARACTER, N_ ("A mobile number consists of digits only.") },
  { "phone", DESK_FIELD_BAD_FORMAT,
    N_ ("This is not a mobile number: 11 digits beginning with 13 to 19.") },
  { "code", DESK_FIELD_MISSING, N_ ("Please fill in the verification code.") },
  { "code", DESK_FIELD_TOO_SHORT, N_ ("The verification code has 6 digits.") },
  { "code", DESK_FIELD_TOO_LONG, N_ ("The verification code has 6 digits.") },
  { "code", DESK_FIELD_BAD_CHARACTER, N_ ("The verification code has 6 digits.") },
  { "code", DESK_FIELD_BAD_FORMAT, N_ ("The verification code has 6 digits.") },
  { "code", DESK_FIELD_MISMATCH,
    N_ ("The verification code is wrong. Please check the newest text message.") },
  { "sms_code", DESK_FIELD_MISSING, N_ ("Please fill in the verification code.") },
  { "sms_code", DESK_FIELD_TOO_SHORT, N_ ("The verification code has 6 digits.") },
  { "sms_code", DESK_FIELD_TOO_LONG, N_ ("The verification code has 6 digits.") },
  { "sms_code", DESK_FIELD_BAD_CHARACTER, N_ ("The verification code has 6 digits.") },
  { "sms_code", DESK_FIELD_BAD_FORMAT, N_ ("The verification code has 6 digits.") },
  { "sms_code", DESK_FIELD_MISMATCH,
    N_ ("The verification code is wrong. Please check the newest text message.") },

  { "applicant.id_type", DESK_FIELD_MISSING, N_ ("Please choose the kind of document.") },
  { "applicant.id_type", DESK_FIELD_NOT_ALLOWED,
    N_ ("This kind of document is not accepted here.") },
  { "applicant.name", DESK_FIELD_MISSING, N_ ("Please fill in the name as on the document.") },
  { "applicant.name", DESK_FIELD_TOO_SHORT, N_ ("A name has at least two characters.") },
  { "applicant.name", DESK_FIELD_TOO_LONG, N_ ("A name has at most 50 characters.") },
  { "applicant.name", DESK_FIELD_BAD_CHARACTER,
    N_ ("A name consists of Chinese characters; its parts are separated by “·”.") },
  { "applicant.name", DESK_FIELD_BAD_FORMAT,
    N_ ("Each “·” in a name stands between two characters.") },
  { "applicant.name", DESK_FIELD_MISMATCH,
    N_ ("Name and ID number do not belong together. Please compare both with your document.") },
  { "applicant.id_number", DESK_FIELD_MISSING, N_ ("Please fill in the number of the document.") },
  { "applicant.id_number", DESK_FIELD_TOO_SHORT,
    N_ ("The number is too short; an ID number has 18 characters.") },
  { "applicant.id_number", DESK_FIELD_TOO_LONG,
    N_ ("The number is too long; an ID number has 18 characters.") },
  { "applicant.id_number", DESK_FIELD_BAD_CHARACTER,
    N_ ("The number contains a character that does not belong there.") },
  { "applicant.id_number", DESK_FIELD_BAD_FORMAT,
    N_ ("This is not a number of the chosen kind of document.") },
  { "applicant.id_number", DESK_FIELD_BAD_REGION,
    N_ ("The first two digits name no province. Please check the ID number.") },
  { "applicant.id_number", DESK_FIELD_BAD_DATE,
    N_ ("The date of birth in the ID number (digits 7 to 14) does not exist.") },
  { "applicant.id_number", DESK_FIELD_BAD_CHECK,
    N_ ("The last character does not fit. Please check the ID number digit by digit.") },
  { "applicant.id_number", DESK_FIELD_OLD_EDITION,
    N_ ("ID numbers with 15 digits are no longer valid. Please use the one with 18.") },
  { "applicant.id_number", DESK_FIELD_MISMATCH,
    N_ ("Name and ID number do not belong together. Please compare both with your document.") },
  { "applicant.mobile", DESK_FIELD_MISSING, N_ ("Please fill in your mobile number.") },
  { "applicant.mobile", DESK_FIELD_TOO_SHORT, N_ ("A mobile number has 11 digits.") },
  { "applicant.mobile", DESK_FIELD_TOO_LONG, N_ ("A mobile number has 11 digits.") },
  { "applicant.mobile", DESK_FIELD_BAD_CHARACTER, N_ ("A mobile number consists of digits only.") },
  { "applicant.mobile", DESK_FIELD_BAD_FORMAT,
    N_ ("This is not a mobile number: 11 digits beginning with 13 to 19.") },

  { "consent", DESK_FIELD_MISSING,
    N_ ("Please read the contract to its end, then tick that you agree to sign it.") },
  { "consent", DESK_FIELD_NOT_ACCEPTED,
    N_ ("Please read the contract to its end, then tick that you agree to sign it.") },
  { "ink", DESK_FIELD_MISSING, N_ ("Please write your signature.") },
  { "ink", DESK_FIELD_NOT_CONFIRMED, N_ ("Please press OK below your signature first.") },
  { "ink", DESK_FIELD_TOO_LONG,
    N_ ("The signature has too many strokes. Please clear it and write it again.") },
  { "contract.read", DESK_FIELD_NOT_ACCEPTED,
    N_ ("Please read the contract, then tick that you have read it.") },

  { "attachments.id_front", DESK_FIELD_MISSING,
    N_ ("Please add a picture of the side with the portrait.") },
  { "attachments.id_back", DESK_FIELD_MISSING,
    N_ ("Please add a picture of the side with the national emblem.") },
  { "attachments.", DESK_FIELD_MISSING, N_ ("Please add a picture.") },

  { "product.validity_years", DESK_FIELD_MISSING,
    N_ ("Please choose how long the certificate is to be valid.") },
  { "product.validity_years", DESK_FIELD_NOT_ALLOWED,
    N_ ("This period is not offered. Please choose another.") },
  { "product.seal_kind", DESK_FIELD_NOT_ALLOWED,
    N_ ("This kind of seal is not offered. Please choose another.") },

  { "invoice.kind", DESK_FIELD_NOT_ALLOWED,
    N_ ("A special invoice is for organisations only. Please choose an ordinary one.") },
  { "invoice.title", DESK_FIELD_MISSING, N_ ("Please fill in the invoice title.") },
  { "invoice.title", DESK_FIELD_TOO_LONG,
    N_ ("The invoice title has at most 50 Chinese characters.") },
  { "invoice.email", DESK_FIELD_MISSING,
    N_ ("Please fill in the e-mail address that the invoice is sent to.") },
  { "invoice.email", DESK_FIELD_BAD_FORMAT,
    N_ ("This is not an e-mail address, for example name@example.cn.") },
  { "invoice.tax_number", DESK_FIELD_MISSING, N_ ("Please fill in the taxpayer number.") },
  { "invoice.tax_number", DESK_FIELD_TOO_SHORT,
    N_ ("A taxpayer number has 15 to 20 digits or capital letters.") },
  { "invoice.tax_number", DESK_FIELD_TOO_LONG,
    N_ ("A taxpayer number has 15 to 20 digits or capital letters.") },
  { "invoice.tax_number", DESK_FIELD_BAD_CHARACTER,
    N_ ("A taxpayer number has 15 to 20 digits or capital letters.") },
  { "invoice.tax_number", DESK_FIELD_BAD_FORMAT,
    N_ ("A taxpayer number has 15 to 20 digits or capital letters.") },
  { "invoice.address", DESK_FIELD_MISSING, N_ ("Please fill in the business address.") },
  { "invoice.phone", DESK_FIELD_MISSING, N_ ("Please fill in the telephone number.") },
  { "invoice.bank", DESK_FIELD_MISSING, N_ ("Please fill in the bank.") },
  { "invoice.account", DESK_FIELD_MISSING, N_ ("Please fill in the bank account.") },
  { "invoice.account", DESK_FIELD_BAD_CHECK,
    N_ ("The bank account's check digit does not fit. Please check the number.") },
  { "invoice.phone", DESK_FIELD_BAD_FORMAT,
    N_ ("This is not a telephone number, for example 0471-1234567.") },

  { "delivery.recipient", DESK_FIELD_MISSING, N_ ("Please fill in who receives the parcel.") },
  { "delivery.phone", DESK_FIELD_MISSING, N_ ("Please fill in the recipient's telephone number.") },
  { "delivery.phone", DESK_FIELD_BAD_FORMAT,
    N_ ("This is not a telephone number, for example 0471-1234567.") },
  { "delivery.region", DESK_FIELD_MISSING, N_ ("Please choose province, city and county.") },
  { "delivery.address", DESK_FIELD_MISSING, N_ ("Please fill in street and house number.") },
  { "delivery.address", DESK_FIELD_TOO_SHORT,
    N_ ("The address is too short to be found. Please add street and house number.") },
  { "delivery.postcode", DESK_FIELD_BAD_FORMAT, N_ ("A postcode has 6 digits.") },
  { "delivery.postcode", DESK_FIELD_BAD_CHARACTER, N_ ("A postcode has 6 digits.") },
  { "delivery.postcode", DESK_FIELD_TOO_SHORT, N_ ("A postcode has 6 digits.") },
  { "delivery.postcode", DESK_FIELD_TOO_LONG, N_ ("A postcode has 6 digits.") },
  { "delivery.branch", DESK_FIELD_MISSING, N_ ("Please choose where you collect it.") },

  { "pin", DESK_FIELD_MISSING, N_ ("Please type the PIN.") },
  { "pin", DESK_FIELD_TOO_SHORT, N_ ("A PIN has at least 6 characters; no try was used.") },
  { "pin", DESK_FIELD_TOO_LONG, N_ ("A PIN has at most 16 characters; no try was used.") },
};

/* For a field without a sentence of its own, one entry per DeskFieldProblem. */
static const char *const problem_texts[DESK_FIELD_N_PROBLEMS] = {
  [DESK_FIELD_MISSING] = N_ ("Please fill this in."),
  [DESK_FIELD_TOO_SHORT] = N_ ("This is too short."),
  [DESK_FIELD_TOO_LONG] = N_ ("This is too long."),
  [DESK_FIELD_BAD_CHARACTER] = N_ ("This contains a character that does not belong here."),
  [DESK_FIELD_BAD_FORMAT] = N_ ("This does not have the right form."),
  [DESK_FIELD_BAD_REGION]
  = N_ ("The first two digits name no province. Please check the ID number."),
  [DESK_FIELD_BAD_DATE] = N_ ("The date does not exist or lies ahead."),
  [DESK_FIELD_BAD_CHECK] = N_ ("The check digit does not fit. Please check the number."),
  [DESK_FIELD_OLD_EDITION]
  = N_ ("ID numbers with 15 digits are no longer valid. Please use the one with 18."),
  [DESK_FIELD_NOT_ACCEPTED] = N_ ("Please tick this to go on."),
  [DESK_FIELD_NOT_CONFIRMED] = N_ ("Please confirm this first."),
  [DESK_FIELD_EMPTY_SIGNATURE]
  = N_ ("There is no signature yet, or it is too small. Please write your name across the field."),
  [DESK_FIELD_FILE_TOO_SMALL]
  = N_ ("The picture is smaller than 150 KB. Please choose a sharper one (150 KB to 1 MB)."),
  [DESK_FIELD_FILE_TOO_LARGE]
  = N_ ("The picture is larger than 1 MB. Please choose a smaller one (150 KB to 1 MB)."),
  [DESK_FIELD_FILE_BAD_TYPE]
  = N_ ("This is not a picture that can be used. Please choose a JPEG, PNG or BMP file."),
  [DESK_FIELD_FILE_DAMAGED]
  = N_ ("The picture is damaged and cannot be read. Please take it again or choose another."),
  [DESK_FIELD_IMAGE_TOO_LARGE]
  = N_ ("The picture has too many pixels. Please make it smaller or take it again."),
  [DESK_FIELD_MISMATCH]
  = N_ ("These details do not belong together. Please compare them with your document."),
  [DESK_FIELD_NOT_ALLOWED] = N_ ("This cannot be chosen here."),
};

static gboolean
field_matches (const char *pattern, const char *field)
{
  return g_str_has_suffix (pattern, ".") ? g_str_has_prefix (field, pattern)
                                         : g_str_equal (field, pattern);
}

const char *
desk_error_text_get_field (const char *field, DeskFieldProblem problem)
{
  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail ((int) problem >= 0 && problem < DESK_FIELD_N_PROBLEMS, NULL);

  if (problem == DESK_FIELD_OK)
    return NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (field_texts); i++) {
    if (field_texts[i].problem == problem && field_matches (field_texts[i].field, field))
      return _ (field_texts[i].sentence);
  }

  return _ (problem_texts[problem]);
}
