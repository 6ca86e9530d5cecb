/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-key-error.h"

typedef int DeskKeyError;

typedef struct {
  DeskPinUse pin_use;
} DeskKeyErrorPrivate;

static void
desk_key_error_private_init (DeskKeyErrorPrivate *priv)
{
  priv->pin_use = DESK_PIN_USE_NONE;
}

static void
desk_key_error_private_copy (const DeskKeyErrorPrivate *source, DeskKeyErrorPrivate *target)
{
  target->pin_use = source->pin_use;
}

static void
desk_key_error_private_clear (DeskKeyErrorPrivate *priv)
{
}

/* The macro's functions give NULL for an error of another domain; GCC fears that once it has
 * inlined them. */
#pragma GCC diagnostic ignored "-Wnull-dereference"
G_DEFINE_EXTENDED_ERROR (DeskKeyError, desk_key_error)

GError *
desk_key_error_new (DeskKeyState state, DeskPinUse pin_use, const char *format, ...)
{
  va_list arguments;
  GError *error;

  va_start (arguments, format);
  error = g_error_new_valist (DESK_KEY_ERROR, (int) state, format, arguments);
  va_end (arguments);

  desk_key_error_set_pin_use (error, pin_use);
  return error;
}

gboolean
desk_key_error_is (const GError *error, DeskKeyState state)
{
  return g_error_matches (error, DESK_KEY_ERROR, (int) state);
}

DeskPinUse
desk_key_error_get_pin_use (const GError *error)
{
  if (error == NULL || error->domain != DESK_KEY_ERROR)
    return DESK_PIN_USE_NONE;

  return desk_key_error_get_private (error)->pin_use;
}

void
desk_key_error_set_pin_use (GError *error, DeskPinUse pin_use)
{
  g_return_if_fail (error != NULL && error->domain == DESK_KEY_ERROR);

  desk_key_error_get_private (error)->pin_use = pin_use;
}
