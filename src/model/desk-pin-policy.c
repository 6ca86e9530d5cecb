/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-pin-policy.h"

#include <string.h>

#define ID_NUMBER_LENGTH 18
#define BIRTH_OFFSET     6 /* of YYYYMMDD in a resident ID number (GB 11643) */
#define BIRTH_LENGTH     8
#define ID_PART_LENGTH   6

static gboolean
is_printable (const char *pin, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isprint (pin[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_sequence (const char *pin, size_t length)
{
  int step = pin[1] - pin[0];

  if (step != 1 && step != -1)
    return FALSE;

  for (size_t i = 1; i < length; i++)
    if (pin[i] - pin[i - 1] != step)
      return FALSE;

  return TRUE;
}

/* One part of up to half the length, again and again; the last one may be cut off. */
static gboolean
is_repeat (const char *pin, size_t length)
{
  for (size_t part = 1; part <= length / 2; part++)
    if (memcmp (pin, pin + part, length - part) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
holds (const char *pin, size_t length, const char *part, size_t part_length)
{
  for (size_t i = 0; i + part_length <= length; i++)
    if (memcmp (pin + i, part, part_length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
holds_birth_date (const char *pin, size_t length, const char *id_number)
{
  const char *birth = id_number + BIRTH_OFFSET;

  return holds (pin, length, birth, BIRTH_LENGTH)
         || holds (pin, length, birth + 2, BIRTH_LENGTH - 2);
}

static gboolean
holds_id_part (const char *pin, size_t length, const char *id_number)
{
  for (size_t i = 0; i + ID_PART_LENGTH <= ID_NUMBER_LENGTH; i++)
    if (holds (pin, length, id_number + i, ID_PART_LENGTH))
      return TRUE;

  return FALSE;
}

static DeskPinProblem
check_length (size_t length, guint min_length, guint max_length)
{
  if (length < MAX (DESK_PIN_MIN_LENGTH, min_length))
    return DESK_PIN_TOO_SHORT;
  if (length > DESK_PIN_MAX_LENGTH || (max_length > 0 && length > max_length))
    return DESK_PIN_TOO_LONG;

  return DESK_PIN_OK;
}

DeskPinProblem
desk_pin_policy_check (
    DeskSecret *pin, DeskSecret *old_pin, const char *id_number, guint min_length, guint max_length)
{
  const char *data = desk_secret_get_data (pin);
  size_t length = desk_secret_get_length (pin);
  DeskPinProblem problem = check_length (length, min_length, max_length);

  if (problem != DESK_PIN_OK)
    return problem;
  if (!is_printable (data, length))
    return DESK_PIN_BAD_CHARACTER;
  if (desk_pin_policy_is_default (pin))
    return DESK_PIN_IS_DEFAULT;
  if (old_pin != NULL && desk_secret_equal (pin, old_pin))
    return DESK_PIN_SAME;
  if (is_sequence (data, length))
    return DESK_PIN_SEQUENCE;
  if (is_repeat (data, length))
    return DESK_PIN_REPEAT;
  if (id_number == NULL || strlen (id_number) != ID_NUMBER_LENGTH)
    return DESK_PIN_OK;
  if (holds_birth_date (data, length, id_number))
    return DESK_PIN_BIRTH_DATE;
  if (holds_id_part (data, length, id_number))
    return DESK_PIN_ID_NUMBER;

  return DESK_PIN_OK;
}

gboolean
desk_pin_policy_is_default (DeskSecret *pin)
{
  return desk_secret_get_length (pin) == strlen (DESK_PIN_DEFAULT)
         && memcmp (desk_secret_get_data (pin), DESK_PIN_DEFAULT, strlen (DESK_PIN_DEFAULT)) == 0;
}
